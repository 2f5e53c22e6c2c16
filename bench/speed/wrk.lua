-- Plays the bodies of a file, one JSON text a line, each connection the next one; `pause` milliseconds after each.
-- wrk -s wrk.lua URL -- PATH FILE PAUSE FROM
local requests, place = {}, 0

function init(arguments)
  local path, file = arguments[1], arguments[2]
  local pause = tonumber(arguments[3])
  place = tonumber(arguments[4])
  if pause > 0 then
    function delay() return pause end
  end
  if file == "" then
    requests[1] = wrk.format("GET", path)
  else
    local headers = {["Content-Type"] = "application/json"}
    for line in io.lines(file) do
      requests[#requests + 1] = wrk.format("POST", path, headers, line)
    end
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "errors": %d, "mean": %f, "p50": %f, "p95": %f, "p99": %f, "max": %f}\n',
    summary.requests, summary.duration / 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency.mean / 1e3, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3))
end
