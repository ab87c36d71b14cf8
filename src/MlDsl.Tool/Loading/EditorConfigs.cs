using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Tool.Loading;

/// <summary>The .editorconfig files above the sources, as a compiler reads them.</summary>
internal sealed class EditorConfigs : AnalyzerConfigOptionsProvider
{
    private readonly AnalyzerConfigSet set;

    /// <param name="trees">The sources.</param>
    /// <param name="own">Options of the whole project that no file sets.</param>
    public EditorConfigs(ImmutableArray<SyntaxTree> trees, ImmutableDictionary<string, string> own)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in trees)
            for (string? at = Path.GetDirectoryName(tree.FilePath); at is not null && folders.Add(at);) at = Path.GetDirectoryName(at);
        set = AnalyzerConfigSet.Create<ImmutableArray<AnalyzerConfig>>([.. folders.Select(static f => Path.Combine(f, ".editorconfig")).Where(File.Exists)
            .Select(static path => AnalyzerConfig.Parse(File.ReadAllText(path), path))]);
        GlobalOptions = new Options(set.GlobalConfigOptions.AnalyzerOptions.SetItems(own));
    }

    public override AnalyzerConfigOptions GlobalOptions { get; }

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);

    /// <summary>The severities that the files set, by source.</summary>
    public SyntaxTreeOptionsProvider Severities => new TreeOptions(set);

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class TreeOptions(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
