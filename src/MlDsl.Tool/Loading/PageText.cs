using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Tool.Loading;

/// <summary>A Razor page or component, which the compiler gets as an additional file; it is read once.</summary>
/// <param name="path">The file.</param>
internal sealed class PageText(string path) : AdditionalText
{
    private SourceText? text;

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        if (text is { } known) return known;
        using FileStream stream = File.OpenRead(path);
        var read = SourceText.From(stream);
        // Two may read at once; all get the text of the first.
        return Interlocked.CompareExchange(ref text, read, null) ?? read;
    }
}
