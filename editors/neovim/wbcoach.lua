-- wbcoach in Neovim 0.10 or later: copy this to ~/.config/nvim/plugin/wbcoach.lua
vim.filetype.add({ extension = { wb = "wb" } })

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "markdown", "text", "wb" },
  callback = function(event)
    local name = vim.api.nvim_buf_get_name(event.buf)
    local marks = { "wbcoach.toml", ".wbcoach", ".git" }
    vim.lsp.start({
      name = "wbcoach",
      cmd = { "wbcoach", "lsp" },
      root_dir = vim.fs.root(event.buf, marks) or vim.fs.dirname(name),
      -- What is left out comes from wbcoach.toml; see the README beside this file.
      settings = { wbcoach = { pauseMs = 400 } },
    })
  end,
})
