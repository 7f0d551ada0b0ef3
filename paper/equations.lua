-- An equation of the assembled paper is a fenced division of class "equation" that holds the mathematics and names its theorem.
-- Here it becomes what each format calls a numbered equation, with the id of its theorem below, linked to the book. An id in the
-- text (as code) becomes a reference to the equation where the paper displays it.

local displayed, site = {}, ""

local function label(slug) return "eq:" .. slug end

local function tex_escape(text) return (text:gsub("[_#%%&]", "\\%0"):gsub("≥", "$\\geq$"):gsub("·", "$\\cdot$")) end

local function typst_string(text) return '"' .. text:gsub('[\\"]', "\\%0") .. '"' end

local function latex(equation, math)
  local slug, url, note = equation.attributes.slug, equation.attributes.url, equation.attributes.note
  local named = equation.attributes.label and "\\label{" .. label(slug) .. "}" or ""
  local body = "\\begin{equation}" .. named .. "\n\\fitted{" .. math.text .. "}\n\\end{equation}\n"
  local name = slug and "\\theoremid{" .. url:gsub("#", "\\#") .. "}{" .. tex_escape(slug) .. "}{" .. tex_escape(note) .. "}"
    or "\\refutedby{" .. tex_escape(note) .. "}"
  return pandoc.RawBlock("latex", body .. name)
end

-- Three things that pandoc's Typst loses: that the bar of an evaluation, \left. ... \right|, grows with what it closes, that a name
-- such as LSE is an operator and not a word, with no space before its argument, and the room beside the slash between two quotients.
local function typst_math(math)
  local tex = math.text:gsub("\\left%s*%.(.-)\\right%s*|", "\\text{EVALUATED}%1\\text{AT}")
  local body = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ pandoc.Math(math.mathtype, tex) }) }), "typst"):gsub("%s+$", "")
  body = body:gsub('upright%("EVALUATED"%)', "lr("):gsub('upright%("AT"%)', "|)")
  body = body:gsub("#scale%(x: 180%%, y: 180%%%)%[\\/%]", "thin lr(slash, size: #2.3em) thin")
  body = body:gsub('upright%("', 'upright(\0"'):gsub('([^%z])"(%a+)"', '%1op("%2")')
  return (body:gsub("%z", ""))
end

local function typst(equation, math)
  local slug, url, note = equation.attributes.slug, equation.attributes.url, equation.attributes.note
  local arguments = { "note: " .. typst_string(note) }
  if slug then table.insert(arguments, "slug: " .. typst_string(slug) .. ", url: " .. typst_string(site .. url)) end
  if equation.attributes.label then table.insert(arguments, "name: label(" .. typst_string(label(slug)) .. ")") end
  return pandoc.RawBlock("typst", "#checked(" .. table.concat(arguments, ", ") .. ")[" .. typst_math(math) .. "]")
end

local function collect(div)
  local name = div.classes:includes("equation") and div.attributes.label
  if name then displayed[name] = true end
end

-- An id becomes the number of its equation, or the tag of its theorem with a link to the book where the paper does not display it.
local function refer(code)
  if not displayed[code.text] then
    local tag = code.attributes.tag
    if not tag then return nil end
    local link = pandoc.Link(tag, site .. "theorems/" .. tag .. ".html")
    return code.classes:includes("bracket") and { pandoc.Str("("), link, pandoc.Str(")") } or link
  end
  if FORMAT == "typst" then
    return pandoc.RawInline("typst", "(#ref(label(" .. typst_string(label(code.text)) .. "), supplement: none))")
  end
  return pandoc.RawInline("latex", "\\eqref{" .. label(code.text) .. "}")
end

local CASE = 1.6 -- em by which the lines of a case are indented

local function em(length) return string.format("%gem", length) end

-- A line of a derivation: a formula, and the words that say why it holds; and the derivation, with what it derives.
local function write_line(div)
  local math, side = div.content[1].content[1], div.attributes.side
  local why = div.content[2] and pandoc.Plain(div.content[2].content):walk({ Code = refer }) or pandoc.Plain({})
  local words = pandoc.write(pandoc.Pandoc({ why }), FORMAT):gsub("%s+$", "")
  local indent = em((side == "left" and 0 or 1.6) + CASE * div.attributes.depth)
  if FORMAT == "typst" then
    local body = typst_math(pandoc.Math("InlineMath", "\\displaystyle " .. math.text))
    return pandoc.RawBlock("typst", "#derivationline(" .. indent .. ", [" .. words .. "])[" .. body .. "]")
  end
  return pandoc.RawBlock("latex", "\\derivationline{" .. indent .. "}{" .. math.text .. "}{" .. words .. "}")
end

-- The heading of the lines that stand in a case.
local function write_case(div)
  local math, indent = div.content[1].content[1], em(CASE * div.attributes.depth)
  if FORMAT == "typst" then return pandoc.RawBlock("typst", "#derivationcase(" .. indent .. ")[" .. typst_math(math) .. "]") end
  return pandoc.RawBlock("latex", "\\derivationcase{" .. indent .. "}{" .. math.text .. "}")
end

local function write_derivation(div)
  local blocks = div.content:map(function(block)
    if not block.classes then return block end
    return block.classes:includes("line") and write_line(block) or block.classes:includes("case") and write_case(block) or block
  end)
  local what = pandoc.Plain({ pandoc.Str("Derivation of "), refer(pandoc.Code(div.attributes.slug, { tag = div.attributes.tag })) })
  local head = pandoc.write(pandoc.Pandoc({ what }), FORMAT):gsub("%s+$", "")
  if FORMAT == "typst" then
    blocks:insert(1, pandoc.RawBlock("typst", "#derivationhead[" .. head .. "]"))
  else
    blocks:insert(1, pandoc.RawBlock("latex", "\\begin{derivation}\\derivationhead{" .. head .. "}"))
    blocks:insert(pandoc.RawBlock("latex", "\\end{derivation}"))
  end
  return blocks
end

local function write_equation(div)
  if div.classes:includes("derivation") then return write_derivation(div) end
  if div.classes:includes("line") or div.classes:includes("case") then return nil end
  if not div.classes:includes("equation") then return nil end
  local math = div.content[1].content[1]
  assert(math.t == "Math", "an equation that is not mathematics")
  return FORMAT == "typst" and typst(div, math) or latex(div, math)
end

local ROWS = 12 -- of a table that is kept on one page

local function kept_together(table)
  local rows = 0
  for _, body in ipairs(table.bodies) do rows = rows + #body.body end
  if FORMAT ~= "typst" or rows > ROWS then return nil end
  return { pandoc.RawBlock("typst", "#block(breakable: false, width: 100%)["), table, pandoc.RawBlock("typst", "]") }
end

local function read_site(meta) site = pandoc.utils.stringify(meta.site) end

return { { Meta = read_site, Div = collect, Table = kept_together }, { traverse = "topdown", Div = write_equation, Code = refer } }
