/* The inner loops of the candidate search, compiled: what `matching.reach` and `matching.met` do in numpy,
 * with the same answers. Plain C without Python's headers, called by ctypes (matching/compiled).
 * Nothing is kept between calls: scratch memory is the caller's, who lends it to one call at a time.
 */

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef SOURCE
#define SOURCE 0
#endif
#define BLOCK 16 /* lexicon.BLOCK */
#define TINY 1e-9
#define NOTHING 1e-5 /* search.NOTHING: shares are kept as 32-bit numbers */

/* The digest of the source that this was built from: library.py takes no other. */
uint64_t source(void) { return SOURCE; }

static double least(double a, double b) { return a < b ? a : b; }
static double most(double a, double b) { return a > b ? a : b; }
static int64_t lesser(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t greater(int64_t a, int64_t b) { return a > b ? a : b; }

/* ---- Words a few edits away (matching/lexicon.py) ---- */

typedef struct {
    int64_t longest;             /* letters of the longest text */
    const int64_t *of_length;    /* where the texts of each length begin, 0..longest + 1 */
    const uint64_t *letters;     /* which letters each has, as bits */
    const uint64_t *some, *all;  /* which letters some text and every text of a block of BLOCK has */
    const int32_t *numbers;
    const int64_t *starts;
    const uint8_t *text;
} Edits;

/* lexicon.letters_of */
static uint64_t letters_of(const uint8_t *text, int64_t length) {
    uint64_t bits = 0;
    for (int64_t i = 0; i < length; i++) {
        if (text[i] < 'a' || text[i] > 'z') bits |= 1ull << (52 + text[i] % 12);
        else if (bits >> (text[i] - 'a') & 1) bits |= 1ull << (26 + text[i] - 'a');
        else bits |= 1ull << (text[i] - 'a');
    }
    return bits;
}

/* OSA distance of a text of 64 letters at most, given as the places of each letter, from another; a column of
 * the table at a time, as bits (Hyyro, A bit-vector algorithm for computing Levenshtein and Damerau edit
 * distances, 2003). */
static int64_t osa(const uint64_t *masks, int64_t length, const uint8_t *other, int64_t m) {
    uint64_t rising = ~0ull, falling = 0, same = 0, before = 0, last = 1ull << (length - 1);
    int64_t distance = length;
    for (int64_t j = 0; j < m; j++) {
        uint64_t here = masks[other[j] & 127];
        uint64_t swapped = ((~same & here) << 1) & before;
        same = (((here & rising) + rising) ^ rising) | here | falling | swapped;
        uint64_t right = falling | ~(same | rising), left = same & rising;
        distance += (right & last) != 0;
        distance -= (left & last) != 0;
        right = right << 1 | 1;
        rising = left << 1 | ~(same | right);
        falling = right & same;
        before = here;
    }
    return distance;
}

/* The same of longer texts, or limit + 1 where it is more; `rows` has room for three rows of the longer. */
static int64_t banded_osa(const uint8_t *one, int64_t n, const uint8_t *other, int64_t m, int64_t limit, int32_t *rows) {
    int64_t width = m + 2;
    int32_t *before = rows, *above = rows + width, *here = rows + 2 * width;
    int32_t far = (int32_t)limit + 1;
    for (int64_t j = 0; j <= m; j++) above[j] = (int32_t)lesser(j, far);
    for (int64_t i = 1; i <= n; i++) {
        int64_t from = greater(1, i - limit), to = lesser(m, i + limit);
        int32_t nearest = far;
        here[from - 1] = from == 1 ? (int32_t)lesser(i, far) : far;
        for (int64_t j = from; j <= to; j++) {
            int32_t cost = above[j - 1] + (one[i - 1] != other[j - 1]);
            if (here[j - 1] + 1 < cost) cost = here[j - 1] + 1;
            if (j < i + limit && above[j] + 1 < cost) cost = above[j] + 1;
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] && before[j - 2] + 1 < cost)
                cost = before[j - 2] + 1;
            here[j] = cost;
            if (cost < nearest) nearest = cost;
        }
        if (to < m) here[to + 1] = far;
        /* A swap reaches back two rows, so two rows must be too far. */
        if (nearest >= far) {
            int32_t last = far;
            for (int64_t j = greater(0, from - 2); j <= lesser(m, to); j++)
                if (above[j] < last) last = above[j];
            if (last >= far) return far;
        }
        int32_t *free_row = before;
        before = above;
        above = here;
        here = free_row;
    }
    return above[m];
}

/* ---- The keys under which spellings of a word meet (matching/latin.py) ---- */

static int is_vowel(uint8_t letter) {
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

/* Replace spellings in a text, in the order of a table of pairs, each text behind its length, with a 0 at the end;
 * gives the new length. `spare` has room for a text twice as long. */
static int64_t replaced(const uint8_t *pairs, uint8_t *text, int64_t length, uint8_t *spare) {
    while (*pairs) {
        int64_t from_length = pairs[0], to_length = pairs[1 + from_length], count = 0, found = 0;
        const uint8_t *from = pairs + 1, *to = from + from_length + 1;
        pairs = to + to_length;
        for (int64_t at = 0; at < length;) {
            if (at + from_length <= length && text[at] == from[0] && !memcmp(text + at, from, (size_t)from_length)) {
                if (!found) memcpy(spare, text, (size_t)at);
                found = 1;
                memcpy(spare + count, to, (size_t)to_length);
                count += to_length;
                at += from_length;
            } else {
                if (found) spare[count] = text[at];
                count++;
                at++;
            }
        }
        if (found) memcpy(text, spare, (size_t)count);
        length = count;
    }
    return length;
}

/* The tables of latin.py, as `replaced` takes them. */
typedef struct {
    const uint8_t *spellings, *letters, *single, *looks;
} Spellings;

/* latin.sound_key, in place: of letters only, for other texts and short ones stay as they are. `text` and `spare` have
 * room for twice as many. */
static int64_t sound_of(const Spellings *s, uint8_t *text, int64_t length, uint8_t *spare) {
    int64_t count = 0;
    for (int64_t at = 0; at < length; at++)
        if (text[at] < 'a' || text[at] > 'z') return length;
    if (length < 4) return length;
    length = replaced(s->spellings, text, length, spare);
    for (int64_t at = 0; at < length; at++) /* a voiced h */
        if (!(text[at] == 'g' && at + 2 < length && text[at + 1] == 'h' && is_vowel(text[at + 2])))
            text[count++] = text[at];
    length = replaced(s->letters, text, count, spare);
    for (int64_t at = 0; at < length; at++) /* a hard c */
        if (text[at] == 'c' && (at + 1 == length || memchr("aoulrkt", text[at + 1], 7))) text[at] = 'k';
    length = replaced(s->single, text, length, spare);
    count = 0;
    for (int64_t at = 0, end; at < length; at = end) { /* a glide */
        int is_after = at > 0 && !is_vowel(text[at - 1]);
        for (end = at; end < length && text[end] == 'i';) end++;
        if (end == at) text[count++] = text[end++];
        else if (!(is_after && end < length && is_vowel(text[end])))
            for (; at < end; at++) text[count++] = 'i';
    }
    length = count;
    count = 0;
    for (int64_t at = 0; at < length; at++)
        if (!count || text[count - 1] != text[at]) text[count++] = text[at];
    return count;
}

/* 32 bits that stand for a text: CRC-32, as zlib has it (roads.bits_of). */
static uint64_t bits_of(const uint8_t *text, int64_t length) {
    uint32_t bits = ~0u;
    for (int64_t at = 0; at < length; at++) {
        bits ^= text[at];
        for (int step = 0; step < 8; step++) bits = bits >> 1 ^ (0xEDB88320u & -(bits & 1));
    }
    return ~bits;
}

/* ---- Which units a word reaches (matching/reach.py) ---- */

typedef struct {
    const uint8_t *bits; /* units.JOINED and others, by unit */
    int64_t keys;
    const uint64_t *key;
    const int64_t *key_starts;
    const int32_t *of_key;
    Edits words, sounds;
    const int64_t *sound_starts;
    const int32_t *of_sound;
    const int32_t *unit_of; /* the unit of each word of the lexicon */
    int64_t spelled;        /* words of the lexicon, in the order of the alphabet */
    const int64_t *spelled_starts;
    const uint8_t *spelled_text;
    int64_t skeletons;
    const uint64_t *skeleton;
    const int64_t *skeleton_starts;
    const int32_t *of_skeleton;
    const int64_t *parsed_starts; /* of units whose skeleton is known, romanised.packed */
    const uint8_t *parsed;
    const int64_t *unit_starts;
    const uint8_t *unit_text;
    double typo_cutoff, sound_discount, short_discount, excess_discount, romanised_cost, romanised_cutoff;
    double consonants[64][64]; /* what one consonant for another costs, by number */
    double other_letters, vowel_edit, no_vowel, no_v;
    double cut_off_base, cut_off_share, joined_factor, joined_romanised;
    int64_t shortest_typo, shortest_joined, joined_bit, known_bit;
    Spellings spellings;
    uint64_t sound_road, look_road; /* the kinds of these keys (matching/roads.py) */
    double sound_worth[6];          /* of an equal sound, by its letters, and of longer ones */
    double look_worth, language_worth;
    int64_t languages; /* sounds that have forms in other languages, and the keys of those */
    const uint64_t *language;
    const int64_t *language_starts;
    const uint64_t *of_language;
} Units;

typedef struct {
    int64_t size; /* of the word's block, in bytes: the next one's begins behind it */
    int64_t text_length, parsed_length, roads;
    uint64_t skeleton;
    double skeleton_worth; /* the most that another romanisation is worth; 0 where none is asked for */
    double cutoff;         /* of typos; 0 where none are asked for */
    double discount;       /* of a typo of a word rightly spelled */
    double least_likeness;
    int64_t is_joined, is_last, is_known, is_number, is_personal;
    /* What stands behind these numbers in the block that is given, one after the other: */
    const uint64_t *road;
    const double *road_likeness;
    const uint8_t *text, *parsed;
} Asked;

static Asked asked_in(const uint8_t *block) {
    Asked a;
    memcpy(&a, block, offsetof(Asked, road));
    a.road = (const uint64_t *)(block + offsetof(Asked, road));
    a.road_likeness = (const double *)(a.road + a.roads);
    a.text = (const uint8_t *)(a.road_likeness + a.roads);
    a.parsed = a.text + a.text_length;
    return a;
}

/* Where each unit's likeness stands, 0 where it is not reached, and the units reached. */
typedef struct {
    double *likeness;
    int32_t *units;
    int64_t count;
} Reached;

static void reach_unit(Reached *reached, int32_t unit, double likeness) {
    if (likeness <= reached->likeness[unit]) return;
    if (reached->likeness[unit] == 0.0) reached->units[reached->count++] = unit;
    reached->likeness[unit] = likeness;
}

static int64_t find_key(const uint64_t *keys, int64_t count, uint64_t key) {
    int64_t low = 0, high = count;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (keys[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low < count && keys[low] == key ? low : -1;
}

/* compare.words.graded */
static double graded(const Units *u, double similarity, int64_t longer) {
    int64_t usual = longer <= 7 ? 1 : 2;
    int64_t excess = greater(0, (int64_t)nearbyint((1.0 - similarity) * (double)longer) - usual);
    double discount = longer == 4 ? u->short_discount : 0.0;
    return similarity - discount - u->excess_discount * (double)excess;
}

static void reach_spelled(const Units *u, int32_t number, double likeness, int is_sound, Reached *reached) {
    if (!is_sound) {
        reach_unit(reached, u->unit_of[number], likeness);
        return;
    }
    for (int64_t at = u->sound_starts[number]; at < u->sound_starts[number + 1]; at++)
        reach_unit(reached, u->unit_of[u->of_sound[at]], likeness - u->sound_discount);
}

/* Gives -1 where memory ran out. */
static int reach_by_edits(const Units *u, const Edits *edits, const uint8_t *text, int64_t length,
                           double cutoff, double discount, int is_sound, Reached *reached) {
    double closest = most(cutoff, u->typo_cutoff);
    int64_t shortest = greater(u->shortest_typo, (int64_t)((double)length * closest));
    int64_t longest = lesser(edits->longest, (int64_t)((double)length / closest) + 1);
    uint64_t letters = letters_of(text, length), masks[128] = {0};
    int32_t *rows = NULL;
    if (length > 64 && !(rows = malloc(3 * (size_t)(longest + length + 2) * sizeof(int32_t)))) return -1;
    for (int64_t i = 0; length <= 64 && i < length; i++) masks[text[i] & 127] |= 1ull << i;
    for (int64_t other = shortest; other <= longest; other++) {
        int64_t longer = greater(other, length), excess = longer - lesser(other, length);
        int64_t limit = (int64_t)((1.0 - closest) * (double)longer + TINY);
        if (!limit || excess > limit) continue;
        int64_t bits = 2 * limit - excess, end = edits->of_length[other + 1];
        for (int64_t place = edits->of_length[other], next; place < end; place = next) {
            int64_t block = place / BLOCK;
            next = lesser(end, (block + 1) * BLOCK);
            uint64_t lacked = letters & ~edits->some[block], added = edits->all[block] & ~letters;
            if (__builtin_popcountll(lacked | added) > bits) continue;
            for (int64_t at = place; at < next; at++) {
                if (__builtin_popcountll(edits->letters[at] ^ letters) > bits) continue;
                int64_t distance;
                const uint8_t *listed = edits->text + edits->starts[at];
                if (length <= 64) distance = osa(masks, length, listed, other);
                else distance = banded_osa(text, length, listed, other, limit, rows);
                if (distance > limit) continue;
                double likeness = graded(u, 1.0 - (double)distance / (double)longer, longer) - discount;
                reach_spelled(u, edits->numbers[at], likeness, is_sound, reached);
            }
        }
    }
    free(rows);
    return 0;
}

/* The words that the query's last word begins. */
static void reach_by_beginning(const Units *u, const Asked *a, Reached *reached) {
    int64_t low = 0, high = u->spelled, length = a->text_length;
    while (low < high) {
        int64_t middle = (low + high) / 2, start = u->spelled_starts[middle];
        int64_t other = u->spelled_starts[middle + 1] - start;
        int order = memcmp(u->spelled_text + start, a->text, (size_t)lesser(other, length));
        if (order < 0 || (order == 0 && other < length)) low = middle + 1;
        else high = middle;
    }
    for (; low < u->spelled; low++) {
        int64_t start = u->spelled_starts[low], other = u->spelled_starts[low + 1] - start;
        if (other < length || memcmp(u->spelled_text + start, a->text, (size_t)length)) return;
        if (other <= 2 * length)
            reach_unit(reached, u->unit_of[low],
                       u->cut_off_base + u->cut_off_share * (double)length / (double)other);
    }
}

/* Fold vowels as romanised._vowels does; gives the length. `v_written` says whether there is a v. */
static int64_t fold(const uint8_t *text, int64_t length, uint8_t *folded, int *v_written, int *u_heard) {
    int64_t count = 0;
    *v_written = *u_heard = 0;
    for (int64_t i = 0; i < length; i++) {
        uint8_t letter = text[i];
        if (letter == 'v') *v_written = 1;
        if (letter == 'h') continue;
        if (letter == 'e' || letter == 'y') letter = 'i';
        else if (letter == 'o' || letter == 'w' || letter == 'v') letter = 'u';
        if (letter == 'u') *u_heard = 1;
        if (!count || folded[count - 1] != letter) folded[count++] = letter;
    }
    return count;
}

static int64_t common_letters(const uint8_t *one, int64_t n, const uint8_t *other, int64_t m) {
    int64_t row[65] = {0};
    for (int64_t i = 0; i < n; i++) {
        int64_t corner = 0;
        for (int64_t j = 1; j <= m; j++) {
            int64_t above = row[j];
            row[j] = one[i] == other[j - 1] ? corner + 1 : greater(above, row[j - 1]);
            corner = above;
        }
    }
    return row[m];
}

/* romanised._vowels of two parts that are not equal; longer parts than 64 letters are not told apart. */
static double vowels(const Units *u, const uint8_t *one, int64_t n, const uint8_t *other, int64_t m) {
    uint8_t first[64], second[64];
    int v_one, v_other, u_one, u_other;
    if (n > 64 || m > 64) return 0.0;
    int64_t a = fold(one, n, first, &v_one, &u_one), b = fold(other, m, second, &v_other, &u_other);
    if (a == b && !memcmp(first, second, (size_t)a)) return u->other_letters;
    double missing = a && b ? 0.0 : u->no_vowel;
    if (v_one != v_other && !(v_other ? u_one : u_other)) missing += u->no_v;
    return missing + u->vowel_edit * (double)(a + b - 2 * common_letters(first, a, second, b));
}

/* What other letters cost in all (romanised.likeness); parsed texts have vowels as letters and each consonant
 * as 128 and its number. */
static double other_letters(const Units *u, const uint8_t *one, int64_t n, const uint8_t *other, int64_t m) {
    double cost = 0.0;
    int64_t i = 0, j = 0;
    for (;;) {
        int64_t from = i, start = j;
        while (i < n && one[i] < 128) i++;
        while (j < m && other[j] < 128) j++;
        if (i - from != j - start || memcmp(one + from, other + start, (size_t)(i - from)))
            cost += vowels(u, one + from, i - from, other + start, j - start);
        if (i >= n || j >= m) return cost;
        if (one[i] != other[j]) cost += u->consonants[one[i] & 63][other[j] & 63];
        i++;
        j++;
    }
}

static void reach_romanised(const Units *u, const Asked *a, Reached *reached) {
    int64_t place = find_key(u->skeleton, u->skeletons, a->skeleton);
    if (place < 0) return;
    for (int64_t at = u->skeleton_starts[place]; at < u->skeleton_starts[place + 1]; at++) {
        int32_t unit = u->of_skeleton[at];
        if (a->is_known && u->bits[unit] & u->known_bit) continue;
        int64_t start = u->parsed_starts[unit], length = u->parsed_starts[unit + 1] - start;
        int64_t letters = u->unit_starts[unit + 1] - u->unit_starts[unit], longer = greater(a->text_length, letters);
        int is_joined = a->is_joined || u->bits[unit] & u->joined_bit;
        if (is_joined && letters < u->shortest_joined) continue;
        double cost = other_letters(u, a->parsed, a->parsed_length, u->parsed + start, length);
        double likeness = a->skeleton_worth - u->romanised_cost * cost / (double)longer;
        double cutoff = is_joined ? u->joined_romanised : u->romanised_cutoff;
        if (likeness >= cutoff - TINY) reach_unit(reached, unit, likeness);
    }
}

static int is_text(const Units *u, int32_t unit, const Asked *a) {
    int64_t start = u->unit_starts[unit], length = u->unit_starts[unit + 1] - start;
    return length == a->text_length && !memcmp(u->unit_text + start, a->text, (size_t)length);
}

/* What words reach, one after the other: units, what the agreement with each is worth, and where each word's
 * end. */
typedef struct {
    int64_t count, room;
    int32_t *units;
    double *worth;
    int64_t *ends;
} Found;

/* Gives -1 where memory ran out. */
static int make_room(Found *found, int64_t more) {
    if (found->count + more <= found->room) return 0;
    int64_t room = 2 * (found->count + more);
    int32_t *units = realloc(found->units, (size_t)room * sizeof(int32_t));
    if (units) found->units = units;
    double *worth = realloc(found->worth, (size_t)room * sizeof(double));
    if (worth) found->worth = worth;
    if (!units || !worth) return -1;
    found->room = room;
    return 0;
}

static void reach_by_key(const Units *u, uint64_t key, double likeness, Reached *reached) {
    int64_t place = find_key(u->key, u->keys, key);
    if (place < 0) return;
    for (int64_t at = u->key_starts[place]; at < u->key_starts[place + 1]; at++)
        reach_unit(reached, u->of_key[at], likeness);
}

/* Those that sound or look alike (roads.roads); gives -1 where memory ran out. */
static int reach_by_sound_and_look(const Units *u, const Asked *a, Reached *reached) {
    size_t room = 2 * (size_t)a->text_length;
    uint8_t *text = malloc(2 * room + 1), *spare = text + room;
    if (!text) return -1;
    memcpy(text, a->text, (size_t)a->text_length);
    int64_t length = replaced(u->spellings.looks, text, a->text_length, spare);
    reach_by_key(u, u->look_road | bits_of(text, length), u->look_worth, reached);
    memcpy(text, a->text, (size_t)a->text_length);
    length = sound_of(&u->spellings, text, a->text_length, spare);
    uint64_t bits = bits_of(text, length);
    double worth = u->sound_worth[lesser(length, 5)];
    if (worth > 0.0) reach_by_key(u, u->sound_road | bits, worth, reached);
    int64_t place = a->is_personal ? find_key(u->language, u->languages, bits) : -1;
    for (int64_t at = place < 0 ? 0 : u->language_starts[place]; place >= 0 && at < u->language_starts[place + 1]; at++)
        reach_by_key(u, u->of_language[at], u->language_worth, reached);
    int failed = 0;
    if (a->cutoff > 0.0)
        failed = reach_by_edits(u, &u->sounds, text, length, least(1.0, a->cutoff + u->sound_discount), a->discount, 1,
                                reached);
    free(text);
    return failed;
}

/* Add the units that a word reaches and the most that the agreement with each is worth; gives -1 where memory
 * ran out. `likeness` has a 0 for each unit before and after; `units` has room for all of them. */
static int reach_word(const Units *u, const Asked *a, double *likeness, int32_t *units, Found *found) {
    Reached reached = {likeness, units, 0};
    int failed = 0;
    for (int64_t road = 0; road < a->roads; road++) reach_by_key(u, a->road[road], a->road_likeness[road], &reached);
    if (!a->is_number) failed |= reach_by_sound_and_look(u, a, &reached);
    if (a->cutoff > 0.0)
        failed |= reach_by_edits(u, &u->words, a->text, a->text_length, a->cutoff, a->discount, 0, &reached);
    if (a->is_last) reach_by_beginning(u, a, &reached);
    if (a->skeleton_worth > 0.0) reach_romanised(u, a, &reached);
    failed |= make_room(found, reached.count);
    for (int64_t i = 0; i < reached.count; i++) {
        int32_t unit = units[i];
        double worth = likeness[unit];
        likeness[unit] = 0.0;
        int is_joined = (u->bits[unit] & u->joined_bit) != 0;
        if (failed || (a->is_joined && is_joined && !is_text(u, unit, a))) continue;
        if (a->is_joined || is_joined) worth *= u->joined_factor;
        if (worth < a->least_likeness) continue;
        found->units[found->count] = unit;
        found->worth[found->count++] = worth;
    }
    return failed;
}

/* Give what so many words reach, whose blocks stand one after the other; -1 where memory ran out. `found` is
 * empty before, and to be released after. */
int64_t reach(const Units *u, const uint8_t *blocks, int64_t words, Found *found, double *likeness, int32_t *units) {
    found->ends = malloc((size_t)words * sizeof(int64_t));
    if (!found->ends) return -1;
    for (int64_t word = 0; word < words; word++) {
        const Asked asked = asked_in(blocks);
        if (reach_word(u, &asked, likeness, units, found)) return -1;
        found->ends[word] = found->count;
        blocks += asked.size;
    }
    return found->count;
}

/* Lets go of what `reach` found. */
void release_found(Found *found) {
    free(found->units);
    free(found->worth);
    free(found->ends);
}

/* ---- Which names may alert (matching/met.py) ---- */

typedef struct {
    int64_t longest; /* words of the longest name */
    const int64_t *post_starts;
    const int32_t *post_names;
    const float *heaviest; /* by unit */
    const float *weights;
    const uint8_t *single;
    const uint64_t *initials;
    const int64_t *word_starts;
    const int32_t *word_units;
    const float *word_shares;
    const int64_t *span_starts;
    const int32_t *spans; /* unit, first word, word after the last */
    const uint8_t *bits;  /* by unit */
    const int64_t *unit_starts;
    const uint8_t *unit_text;
    int64_t initial_bit, numeral_bit;
} Names;

typedef struct {
    int64_t words;  /* distinct words of the query */
    int64_t units;
    int64_t places; /* words of the query */
    int64_t short_length, single_length, shortest_embedded, longest_alone;
    int64_t is_vessel, is_person, may_be_inside, only_whole, is_graded, repeats;
    double total, needed, lowest, missing, extra, replaced;
    double generic_weight, generic_only, short_name_typo, embedded_weight, embedded;
    double initial, other_number, nearly_exact, least_likeness;
    /* What stands behind these numbers in the block that is given, one after the other: */
    const double *weights;
    const int64_t *copies;
    const int64_t *unit_words; /* first word and word after the last of each unit, in places of the query */
    const int64_t *reached;    /* where what each unit reaches begins, and the end */
    const int64_t *row;        /* which distinct word stands at a place */
    const double *likeness;
    const int32_t *unit;
    const uint8_t *letters; /* the first letter of each word */
    const uint8_t *is_initial, *is_numeral;
} Query;

static Query query_in(const uint8_t *block) {
    Query q;
    memcpy(&q, block, offsetof(Query, weights));
    q.weights = (const double *)(block + offsetof(Query, weights));
    q.copies = (const int64_t *)(q.weights + q.words);
    q.unit_words = q.copies + q.words;
    q.reached = q.unit_words + 2 * q.units;
    q.row = q.reached + q.units + 1;
    q.likeness = (const double *)(q.row + q.places);
    q.unit = (const int32_t *)(q.likeness + q.reached[q.units]);
    q.letters = (const uint8_t *)(q.unit + q.reached[q.units]);
    q.is_initial = q.letters + q.words;
    q.is_numeral = q.is_initial + q.words;
    return q;
}

typedef struct {
    const Names *p;
    const Query *q;
    const int32_t *head, *next, *of; /* of a unit: the first thing that reaches it, the next, and whose it is */
    double *near, *best, *inside, *weak, *gains, *added;
    uint8_t *exact, *is_single;
} Search;

/* What may agree in the names found: rows of a name's place among them, of the query's unit, of the name's. */
typedef struct {
    int64_t count, room;
    int32_t *rows;
} Pairs;

/* Gives -1 where memory ran out. */
static int add_pairs(const Search *s, int32_t name, int64_t place, Pairs *pairs) {
    const Names *p = s->p;
    int64_t first = p->span_starts[name];
    for (int64_t span = first; span < p->span_starts[name + 1]; span++) {
        for (int32_t link = s->head[p->spans[3 * span]]; link >= 0; link = s->next[link]) {
            if (pairs->count == pairs->room) {
                int64_t room = 2 * pairs->room + 64;
                int32_t *rows = realloc(pairs->rows, 3 * (size_t)room * sizeof(int32_t));
                if (!rows) return -1;
                pairs->rows = rows;
                pairs->room = room;
            }
            int32_t *row = pairs->rows + 3 * pairs->count++;
            row[0] = (int32_t)place;
            row[1] = s->of[link];
            row[2] = (int32_t)(span - first);
        }
    }
    return 0;
}

/* Lets go of the rows that `candidates` gave. */
void release_pairs(Pairs *pairs) { free(pairs->rows); }

static int stands_whole(const Search *s, int32_t name, double exact, double heaviest) {
    const Query *q = s->q;
    double weight = s->p->weights[name];
    int64_t single = s->p->single[name];
    if (!q->may_be_inside || exact < 1.0 - NOTHING || heaviest <= q->generic_weight - NOTHING) return 0;
    if (single > 0) return single >= q->shortest_embedded && weight >= 1.0 - NOTHING && !q->is_vessel;
    return weight >= q->embedded_weight - NOTHING;
}

/* Whether the name may be made up of words that stand side by side in the query. */
static int in_a_row(const Search *s) {
    const Query *q = s->q;
    double here = 0.0;
    for (int64_t place = 0; place < q->places; place++) {
        double share = s->is_single[place] ? s->inside[q->row[place]] : 0.0;
        here = share > 0.0 ? here + share : 0.0;
        if (here >= 1.0 - NOTHING) return 1;
    }
    return 0;
}

/* What initials and numbers could add: each meets a word that begins with it, or any number. */
static void add_weak(const Search *s, int32_t name) {
    const Names *p = s->p;
    const Query *q = s->q;
    int64_t start = p->word_starts[name], words = p->word_starts[name + 1] - start;
    for (int64_t row = 0; row < q->words; row++) {
        int by_letter = q->is_initial[row] || p->initials[name];
        int by_number = q->is_numeral[row] && !q->is_vessel;
        s->weak[row] = 0.0;
        if (!by_letter && !by_number) continue;
        for (int64_t word = 0; word < words; word++) {
            int32_t unit = p->word_units[start + word];
            int is_initial = (p->bits[unit] & p->initial_bit) != 0;
            double likeness = 0.0;
            if (by_number && p->bits[unit] & p->numeral_bit) likeness = q->other_number;
            if (is_initial != q->is_initial[row] && p->unit_text[p->unit_starts[unit]] == q->letters[row])
                likeness = most(likeness, q->initial);
            s->near[word] = most(s->near[word], likeness);
            s->weak[row] = most(s->weak[row], likeness);
        }
    }
}

/* The sum of the so many greatest values; their order is lost. */
static double greatest(double *values, int64_t count, int64_t wanted) {
    double sum = 0.0;
    for (int64_t taken = 0; taken < count && taken < wanted; taken++) {
        int64_t place = taken;
        for (int64_t at = taken + 1; count > wanted && at < count; at++)
            if (values[at] > values[place]) place = at;
        double value = values[place];
        values[place] = values[taken];
        sum += value;
    }
    return sum;
}

/* The upper bound of a name's score. */
static double most_score(const Search *s, int32_t name) {
    const Names *p = s->p;
    const Query *q = s->q;
    int64_t start = p->word_starts[name], words = p->word_starts[name + 1] - start;
    double heaviest = 0.0, covered = 0.0, soft = 0.0, exact = 0.0, sure = 0.0;
    memset(s->best, 0, (size_t)q->words * sizeof(double));
    memset(s->inside, 0, (size_t)q->words * sizeof(double));
    memset(s->near, 0, (size_t)words * sizeof(double));
    memset(s->exact, 0, (size_t)words);
    for (int64_t span = p->span_starts[name]; span < p->span_starts[name + 1]; span++) {
        const int32_t *at = p->spans + 3 * span;
        for (int32_t link = s->head[at[0]]; link >= 0; link = s->next[link]) {
            double likeness = q->likeness[link], share = 0.0;
            int is_exact = likeness >= q->nearly_exact;
            if (p->heaviest[at[0]] > heaviest) heaviest = p->heaviest[at[0]];
            for (int32_t word = at[1]; word < at[2]; word++) {
                s->near[word] = most(s->near[word], likeness);
                s->exact[word] |= (uint8_t)is_exact;
                if (is_exact) share += p->word_shares[start + word];
            }
            const int64_t *unit = q->unit_words + 2 * s->of[link];
            for (int64_t place = unit[0]; place < unit[1]; place++) {
                int64_t row = q->row[place];
                s->best[row] = most(s->best[row], likeness);
                s->inside[row] = most(s->inside[row], share);
            }
        }
    }
    for (int64_t word = 0; word < words; word++) {
        if (s->exact[word]) exact += p->word_shares[start + word];
        if (s->near[word] > 0.0) sure += p->word_shares[start + word];
    }
    int whole = stands_whole(s, name, exact, heaviest) && in_a_row(s);
    if (q->only_whole) return whole ? q->embedded : 0.0;
    add_weak(s, name);
    for (int64_t word = 0; word < words; word++) {
        if (s->near[word] <= 0.0) continue;
        double share = p->word_shares[start + word];
        covered += share;
        soft += share * most(s->near[word], q->least_likeness);
    }
    int is_far = q->is_graded && !q->repeats, is_heavy = 0;
    double met = 0.0, saved = 0.0;
    int64_t alone = 0, weak = 0;
    for (int64_t row = 0; row < q->words; row++) {
        double weight = q->weights[row], likeness = most(s->best[row], s->weak[row]);
        if (s->best[row] <= 0.0) is_heavy |= weight > q->copies[row] * q->generic_weight + NOTHING;
        if (likeness <= 0.0) continue;
        double far = is_far ? 0.5 - 0.5 * most(likeness, q->least_likeness) : 0.0, gain = weight * (q->extra - far);
        alone += q->copies[row];
        if (s->best[row] > 0.0) {
            met += weight;
            saved += gain;
        } else {
            s->added[weak] = weight;
            s->gains[weak++] = gain;
        }
    }
    /* General words alone may be a company's name, with no other but general words beside it; not where an initial
     * or a number is met. */
    int is_other = 1.0 - sure > NOTHING ||
                   (1.0 - met / q->total > NOTHING && (q->is_person || q->is_vessel || is_heavy));
    /* A word of the name is met once: not by each of the query's initials and numbers. */
    met += greatest(s->added, weak, words);
    saved += greatest(s->gains, weak, words);
    double lost = most(0.0, 1.0 - covered), spare = most(0.0, 1.0 - met / q->total);
    double listed = q->missing * lost, asked = most(0.0, q->extra - saved / q->total);
    if (q->is_graded) listed = most(0.0, q->missing - (q->missing - 0.5) * covered - 0.5 * soft);
    double bound = 1.0 - listed - asked - q->replaced * least(lost, spare);
    int is_general = heaviest <= q->generic_weight - NOTHING;
    int differs = lost > NOTHING || spare > NOTHING;
    if ((is_general && is_other) || (q->is_person && alone < q->longest_alone && differs)) bound -= q->generic_only;
    int64_t single = p->single[name];
    if (single > 0 && single < q->short_length && exact <= 0.0) bound -= q->short_name_typo;
    if (single > 0 && single < q->single_length && spare > NOTHING) bound -= q->short_name_typo;
    return whole ? most(bound, q->embedded) : bound;
}

/* Say which units of the query one must be met of: the other words, that most names have, weigh too little
 * together. Initials and numbers are no such words, for names may meet them otherwise. */
static int mark_essential(const Names *p, const Query *q, uint8_t *is_essential, uint64_t *letters) {
    int64_t *bearers = calloc((size_t)q->words, sizeof(int64_t));
    uint8_t *taken = calloc((size_t)q->words, 1);
    double needed = q->needed, together = 0.0;
    if (!bearers || !taken) {
        free(bearers);
        free(taken);
        return -1;
    }
    for (int64_t u = 0; u < q->units; u++) {
        int64_t names = 0;
        for (int64_t at = q->reached[u]; at < q->reached[u + 1]; at++)
            names += p->post_starts[q->unit[at] + 1] - p->post_starts[q->unit[at]];
        for (int64_t place = q->unit_words[2 * u]; place < q->unit_words[2 * u + 1]; place++)
            bearers[q->row[place]] += names;
    }
    for (int64_t row = 0; row < q->words; row++)
        if (q->is_initial[row] || q->is_numeral[row]) together += q->weights[row];
    for (;;) {
        int64_t next = -1;
        for (int64_t row = 0; row < q->words; row++)
            if (!taken[row] && !q->is_initial[row] && !q->is_numeral[row] && (next < 0 || bearers[row] > bearers[next]))
                next = row;
        if (next < 0) break;
        together += q->weights[next];
        if (together >= needed) break;
        taken[next] = 1;
    }
    *letters = 0;
    for (int64_t row = 0; row < q->words; row++) {
        if (q->is_initial[row] || q->is_numeral[row]) taken[row] = together < needed;
        else if (!taken[row]) *letters |= 1ull << (q->letters[row] % 64);
    }
    for (int64_t u = 0; u < q->units; u++) {
        is_essential[u] = 0;
        for (int64_t place = q->unit_words[2 * u]; place < q->unit_words[2 * u + 1]; place++)
            is_essential[u] |= !taken[q->row[place]];
    }
    free(bearers);
    free(taken);
    return 0;
}

/* Give the names that may alert, and the most that each may score; -1 where memory ran out. `head` has -1 for each
 * unit and `seen` a 0 for each name, before and after; `found` and `bounds` have room for all names. `pairs` are
 * empty before, and to be released after. */
int64_t candidates(const Names *p, const uint8_t *block, Pairs *pairs, int32_t *head, uint8_t *seen,
                   int32_t *found, double *bounds) {
    const Query asked = query_in(block), *q = &asked;
    int64_t links = q->reached[q->units], count = 0, kept = 0;
    uint64_t letters = 0;
    int32_t *next = malloc((size_t)(2 * links + 1) * sizeof(int32_t)), *of = next + links;
    double *near = malloc((size_t)(p->longest + 5 * q->words + 1) * sizeof(double));
    uint8_t *flags = calloc((size_t)(p->longest + q->places + q->units + 1), 1);
    if (next && near && flags) {
        uint8_t *exact = flags, *is_single = flags + p->longest, *is_essential = is_single + q->places;
        double *best = near + p->longest, *inside = best + q->words, *weak = inside + q->words;
        double *gains = weak + q->words, *added = gains + q->words;
        Search s = {p, q, head, next, of, near, best, inside, weak, gains, added, exact, is_single};
        if (q->only_whole) letters = 0;
        else if (mark_essential(p, q, is_essential, &letters)) kept = -1;
        for (int64_t u = 0; kept == 0 && u < q->units; u++) {
            is_single[q->unit_words[2 * u]] = 1;
            for (int64_t at = q->reached[u]; at < q->reached[u + 1]; at++) {
                int32_t unit = q->unit[at];
                next[at] = head[unit];
                of[at] = (int32_t)u;
                head[unit] = (int32_t)at;
                int all = is_essential[u] ||
                          (q->may_be_inside && p->heaviest[unit] > q->generic_weight - NOTHING &&
                           q->likeness[at] >= q->nearly_exact);
                if (!all && !letters) continue;
                for (int64_t post = p->post_starts[unit]; post < p->post_starts[unit + 1]; post++) {
                    int32_t name = p->post_names[post];
                    if (seen[name] || !(all || p->initials[name] & letters)) continue;
                    seen[name] = 1;
                    found[count++] = name;
                }
            }
        }
        for (int64_t i = 0; i < count; i++) {
            seen[found[i]] = 0;
            double bound = kept < 0 ? 0.0 : most_score(&s, found[i]);
            if (kept < 0 || bound < q->lowest - NOTHING) continue;
            if (add_pairs(&s, found[i], kept, pairs)) {
                kept = -1;
            } else {
                bounds[kept] = bound;
                found[kept++] = found[i];
            }
        }
        for (int64_t at = 0; at < links; at++) head[q->unit[at]] = -1;
    } else {
        kept = -1;
    }
    free(next);
    free(near);
    free(flags);
    return kept;
}
