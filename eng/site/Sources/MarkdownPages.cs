using System.Text;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MlDsl.Site;

/// <summary>Texts of the repository as pages: links between them lead to pages of the site, links to other files to the repository.</summary>
/// <param name="root">The repository.</param>
/// <param name="links">Where links lead.</param>
internal sealed class MarkdownPages(string root, SiteLinks links)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePreciseSourceLocation().Build();

    /// <summary>Reads the texts, and tells the links what they may lead to.</summary>
    /// <param name="files">The texts.</param>
    public IReadOnlyList<SitePage> Read(IReadOnlyList<SourceFile> files)
    {
        (SourceFile File, MarkdownDocument Text)[] read = [.. files.Select(file => (file, Markdown.Parse(File.ReadAllText(Path.Combine(root, file.Path)), Pipeline)))];
        foreach (var (file, text) in read) links.Add(file.Path, file.Url, HeadingsOf(text).Select(static h => h.Id));
        return [.. read.Select(pair => Page(pair.File, pair.Text))];
    }

    private SitePage Page(SourceFile file, MarkdownDocument text)
    {
        foreach (LinkInline link in text.Descendants<LinkInline>()) link.Url = links.From(file, link.Url ?? "", link.Line + 1);
        foreach (Table table in text.Descendants<Table>()) Scope(table);
        using var html = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<Markdig.Extensions.Tables.HtmlTableRenderer>(new ScrolledTable());
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new ScrolledCode());
        renderer.Render(text);
        IReadOnlyList<SiteHeading> headings = HeadingsOf(text);
        string title = headings.FirstOrDefault(static h => h.Level == 1)?.Text ?? links.Refuse<string>($"{file.Path}: has no heading of the first level, which is the page's title") ?? file.Path;
        return new SitePage(file.Path, file.Url, file.Part, title) { Name = title, Headings = headings, Body = html.ToString(), Words = Plain(text) };
    }

    private static List<SiteHeading> HeadingsOf(MarkdownDocument text) =>
        [.. text.Descendants<HeadingBlock>().Select(static h => new SiteHeading(h.GetAttributes().Id ?? "", h.Level, TextOf(h.Inline)))];

    private static string Plain(MarkdownDocument text)
    {
        var words = new StringBuilder();
        foreach (LeafBlock block in text.Descendants<LeafBlock>())
        {
            if (block is HtmlBlock) continue;
            words.Append(block is CodeBlock code ? code.Lines.ToString() : TextOf(block.Inline)).Append('\n');
        }
        return words.ToString();
    }

    private static string TextOf(ContainerInline? inlines) => inlines is null ? "" : string.Concat(inlines.Descendants().Select(static inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }));

    private static void Scope(Table table)
    {
        foreach (TableRow row in table.OfType<TableRow>())
            if (row.IsHeader) foreach (TableCell cell in row.OfType<TableCell>()) cell.GetAttributes().AddProperty("scope", "col");
    }

    // What scrolls can be reached from the keyboard, and has a name.
    private sealed class ScrolledTable : HtmlObjectRenderer<Table>
    {
        private readonly HtmlTableRenderer whole = new();

        protected override void Write(HtmlRenderer renderer, Table table)
        {
            TextWriter outside = renderer.Writer;
            using var inside = new StringWriter { NewLine = "\n" };
            renderer.Writer = inside;
            whole.Write(renderer, (MarkdownObject)table);
            renderer.Writer = outside;
            // A column without a name has no heading: an empty one would be read aloud.
            renderer.Write("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">")
                .Write(inside.ToString().Replace("<th scope=\"col\"></th>", "<td></td>", StringComparison.Ordinal))
                .WriteLine("</div>");
        }
    }

    private sealed class ScrolledCode : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            string language = (block as FencedCodeBlock)?.Info ?? "";
            renderer.Write("<pre tabindex=\"0\" role=\"group\" aria-label=\"").WriteEscape(language.Length > 0 ? $"Code, {language}" : "Code").Write("\"><code>");
            renderer.WriteLeafRawLines(block, writeEndOfLines: true, escape: true);
            renderer.WriteLine("</code></pre>");
        }
    }
}
