-- Searches that nobody asked before: words of the demo's goods, each time under another price.
local words = {"emping", "kopi", "batik", "keripik", "gula", "madu", "kue", "sambal", "tas", "beras"}
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("own", threads)
end

function init()
  asked = 0
  begin = 1000000 + (os.time() % 1000000) * 1000
end

function request()
  asked = asked + 1
  local price = begin + asked * 8 + own
  return wrk.format("GET", "/cari?q=" .. words[asked % #words + 1] .. "&harga_sampai=" .. price)
end
