using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Tool.Loading;

/// <summary>A Razor page or component, which the compiler gets as an additional file.</summary>
/// <param name="path">The file.</param>
internal sealed class PageText(string path) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        using FileStream stream = File.OpenRead(path);
        return SourceText.From(stream);
    }
}
