using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Testing;

/// <summary>An additional file of a compilation, from memory.</summary>
public sealed class TextFile(string path, string text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
