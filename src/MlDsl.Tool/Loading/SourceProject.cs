using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Tool.Loading;

/// <summary>A project whose files have been read, each once.</summary>
internal sealed class SourceProject
{
    private static readonly ImmutableArray<string> Symbols =
    [
        "NET", "NETCOREAPP", "NET10_0", "RELEASE", "TRACE",
        .. Enumerable.Range(5, 6).Select(static v => $"NET{v}_0_OR_GREATER"),
        "NETCOREAPP2_0_OR_GREATER", "NETCOREAPP3_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER",
    ];

    private ImmutableArray<SaidNames> said;

    private SourceProject(string path, ProjectFile file, CSharpParseOptions options, ImmutableArray<SyntaxTree> sources, ImmutableArray<PageText> pages) =>
        (Path, File, Options, Sources, Pages) = (path, file, options, sources, pages);

    /// <summary>The project's file, or its folder.</summary>
    public string Path { get; }

    public ProjectFile File { get; }

    public CSharpParseOptions Options { get; }

    public ImmutableArray<SyntaxTree> Sources { get; }

    /// <summary>The Razor pages and components of a web application, or of what it references; none of others.</summary>
    public ImmutableArray<PageText> Pages { get; }

    /// <summary>Reads a project.</summary>
    /// <param name="path">Its file, or its folder.</param>
    /// <param name="file">What the file says.</param>
    /// <param name="others">The folders that hold a project of their own.</param>
    /// <param name="hasPages">Whether its pages are wanted.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static SourceProject Read(string path, ProjectFile file, IReadOnlyCollection<string> others, bool hasPages, CancellationToken cancellation)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: Symbols.AddRange(file.Constants));
        return new(path, file, options, [.. file.Sources(others).Select(source => Parse(source, options, cancellation))], hasPages ? [.. file.Pages(others).Select(static page => new PageText(page))] : []);
    }

    /// <summary>What its files name and call, looked up when it is first asked for.</summary>
    public ImmutableArray<SaidNames> Said(CancellationToken cancellation)
    {
        if (said.IsDefault) said = [.. Sources.Select(source => SaidNames.Of(source, cancellation)), .. Pages.Select(page => SaidNames.Of(page, cancellation))];
        return said;
    }

    private static SyntaxTree Parse(string path, CSharpParseOptions options, CancellationToken cancellation)
    {
        using FileStream stream = System.IO.File.OpenRead(path);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream), options, path, cancellation);
    }
}
