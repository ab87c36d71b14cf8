using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>Holds a data set's columns against the sample file that it names.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SampleAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DatasetRules.NotInSample, DatasetRules.SampleValue, ColumnRules.OptionRefused];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start => start.RegisterSymbolAction(Check, SymbolKind.NamedType));
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if ((type.Find(Names.Dataset) ?? type.Find(Names.DatasetOf)) is not { } attribute) return;
        if (attribute.Named<string?>("Sample", null) is not { } sample) return;
        Location place = attribute.Place(type, context.CancellationToken);
        if (FileOf(sample, context.Options.AdditionalFiles) is not { } file)
        {
            Refuse($"Sample is '{sample}', which is not among the AdditionalFiles; add <AdditionalFiles Include=\"{sample}\" /> to the project");
            return;
        }
        // A data set that does not parse says so itself.
        if (DatasetParser.Parse(type, null, context.CancellationToken) is not { } dataset) return;
        if (file.GetText(context.CancellationToken) is not { Length: > 0 } text) Refuse($"the sample '{sample}' is empty; it needs a header with the columns");
        else SampleCheck.Run(type, dataset, sample, text, context.ReportDiagnostic, context.CancellationToken);

        void Refuse(string problem) => context.ReportDiagnostic(Diagnostic.Create(ColumnRules.OptionRefused, place, type.Name, problem));
    }

    // The end of the path, whole folders at a time; the shortest path where several fit.
    private static AdditionalText? FileOf(string sample, ImmutableArray<AdditionalText> files)
    {
        string wanted = Normal(sample);
        if (wanted.StartsWith("./", StringComparison.Ordinal)) wanted = wanted.Substring(2);
        return wanted.Length == 0
            ? null
            : files.Where(f => Normal(f.Path) is var path && (path == wanted || path.EndsWith("/" + wanted, StringComparison.Ordinal)))
                .OrderBy(static f => f.Path.Length).FirstOrDefault();
    }

    private static string Normal(string path) => path.Replace('\\', '/');
}
