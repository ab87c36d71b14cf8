using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The columns that a member loads do not fit its type.</summary>
public sealed class LoadColumnMismatch : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1010",
        "The loaded columns do not fit the member",
        "'{0}' {1}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/LoadColumnMismatch"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterSymbolAction(type => Check(type, symbols), SymbolKind.NamedType);

    private static void Check(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var loaded = new List<(ISymbol Member, Location Place, int First, int Last)>();
        // Rows that are never read from a file have no columns in one.
        var severity = new Lazy<DiagnosticSeverity>(() =>
            RowLoaders.Severity(context.Symbol, context.Compilation, Rule.DefaultSeverity, DiagnosticSeverity.Info, context.CancellationToken));
        foreach (ISymbol member in ((INamedTypeSymbol)context.Symbol).GetMembers())
        {
            var loads = member.GetAttributes()
                .Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, symbols.LoadColumn)).ToList();
            if (loads is not [{ } load] || Count(load) is not { } count || RowSchema.MemberType(member) is not { } type) continue;
            Location place = load.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? member.Locations[0];
            if (load.ConstructorArguments[0].Number() is { } first) loaded.Add((member, place, first, first + count - 1));
            CheckSize(context, symbols, member, type, place, count, severity);
        }
        if (loaded.Count < 2) return;
        loaded.Sort(static (x, y) => x.First != y.First ? x.First.CompareTo(y.First) : string.CompareOrdinal(x.Member.Name, y.Member.Name));
        for (int i = 1; i < loaded.Count; i++)
        {
            if (loaded[i].First > loaded[i - 1].Last) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, loaded[i].Place, DiagnosticSeverity.Info, null, null, loaded[i].Member.Name,
                $"loads column {loaded[i].First}, which '{loaded[i - 1].Member.Name}' loads already"));
        }
        if (Gap([.. loaded.Select(static l => (l.First, l.Last))]) is { } after)
            context.ReportDiagnostic(Diagnostic.Create(Rule, loaded[after].Place, DiagnosticSeverity.Info, null, null, loaded[after].Member.Name,
                $"loads column {loaded[after].First}, and column {loaded[after].First - 1} is loaded by no member; if it is left out on purpose, all is well"));
    }

    private static void CheckSize(SymbolAnalysisContext context, KnownSymbols symbols, ISymbol member, ITypeSymbol type, Location place, int count, Lazy<DiagnosticSeverity> severity)
    {
        bool vector = type is IArrayTypeSymbol or INamedTypeSymbol { Name: "VBuffer" };
        var replacement = ImmutableDictionary<string, string?>.Empty.Add("replacement", count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AttributeData? declared = RowSchema.Attribute(member, symbols.VectorType);
        if (!vector && count > 1)
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, severity.Value, null, null, member.Name, $"loads {count} columns and holds one value; make it an array"));
        else if (vector && RowSchema.Size(member, symbols) is { } size && size != count)
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, declared?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? place, severity.Value, null, replacement, member.Name,
                $"loads {count} columns and is declared with {size}"));
        else if (vector && declared is null && count > 1)
            // A file's loader knows the size from the range; rows that are scored one by one have only the attribute.
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, DiagnosticSeverity.Info, null, replacement, member.Name,
                $"loads {count} columns and states no size, so a row that is scored has a vector of any size; add [VectorType({count})]"));
    }

    // One column left out of a long run of them may be a slip. Two, or a part of the file, are a choice.
    private static int? Gap(ImmutableArray<(int First, int Last)> loaded)
    {
        const int LongRun = 5;
        var gaps = Enumerable.Range(1, loaded.Length - 1).Where(i => loaded[i].First > loaded[i - 1].Last + 1).ToList();
        return loaded.Length > LongRun && loaded[0].First == 0 && gaps is [{ } only] && only < loaded.Length - 1
            && loaded[only].First == loaded[only - 1].Last + 2 ? only : null;
    }

    private static int? Count(AttributeData load) => load.ConstructorArguments switch
    {
        [var one] => one.Numbers()?.Length ?? (one.Number() is null ? null : 1),
        [var first, var last] when first.Number() is { } from && last.Number() is { } to && from >= 0 && to >= from => to - from + 1,
        _ => null,
    };
}
