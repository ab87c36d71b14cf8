using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Rules;

/// <summary>A prediction engine pool is asked for a model that it was not given, or for other types.</summary>
public sealed class ModelNotInPool : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5008",
        "A pool is asked for a model that it was not given",
        "{0}",
        "Serving",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/ModelNotInPool"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    private const string Pool = "PredictionEnginePool", Builder = "PredictionEnginePoolBuilder", Namespace = "Microsoft.Extensions.ML";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Compilation.GetTypeByMetadataName($"{Namespace}.{Pool}`2") is null) return;
        var given = new ConcurrentBag<Named>();
        var asked = new ConcurrentBag<Named>();
        context.RegisterOperationAction(operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (call.TargetMethod.ContainingNamespace?.ToDisplayString() != Namespace) return;
            if (call.TargetMethod is { Name: "AddPredictionEnginePool", TypeArguments.Length: 2 }) given.Add(new(call, call.TargetMethod.TypeArguments, null, IsModel: false));
            else if (call.TargetMethod.Name is "FromFile" or "FromUri" && TypesOf(call, Builder) is { } filled) given.Add(Read(call, filled));
            else if (call.TargetMethod.Name is "Predict" or "GetPredictionEngine" or "GetModel" && TypesOf(call, Pool) is { } used) asked.Add(Read(call, used));
        }, OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (Named each in asked)
                if (Problem([.. given], each) is var (what, nearest)) end.ReportDiagnostic(Diagnostic.Create(Rule, each.Place, nearest is null ? null : ImmutableDictionary<string, string?>.Empty.Add("replacement", nearest), what));
        });
    }

    // Whoever fills a pool with names that are not spelled out, or for types that are not, may have filled it with any.
    private static (string What, string? Nearest)? Problem(ImmutableArray<Named> given, Named asked)
    {
        if (asked.Name is not { } name || given.IsEmpty || given.Any(static g => g.Types.Any(static t => t.TypeKind == TypeKind.TypeParameter))) return null;
        ImmutableArray<Named> same = [.. given.Where(g => g.Types.Zip(asked.Types, static (a, b) => SymbolEqualityComparer.Default.Equals(a, b)).All(static same => same))];
        if (same.IsEmpty)
        {
            // A library is given pools by the application that uses it.
            if (asked.Call.SemanticModel?.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication)) return null;
            return ($"No pool from '{asked.Types[0].Name}' to '{asked.Types[1].Name}' is registered, so the request fails; AddPredictionEnginePool registers {Pairs(given)}", null);
        }
        ImmutableArray<Named> models = [.. same.Where(static g => g.IsModel)];
        if (models.IsEmpty || models.Any(static m => m.Name is null) || models.Any(m => m.Name == name)) return null;
        ImmutableArray<string> names = [.. models.Select(static m => m.Name!).Distinct().OrderBy(static n => n, StringComparer.Ordinal)];
        string what = name.Length == 0 ? "The pool has no model without a name" : $"The pool has no model called '{name}'";
        string has = string.Join(", ", names.Select(static n => n.Length == 0 ? "one without a name" : $"'{n}'"));
        string? nearest = name.Length > 0 && names is [{ Length: > 0 } only] ? only : Nearest.Of(name, names.RemoveAll(static n => n.Length == 0));
        return ($"{what}, so the request fails; it was given {has}", name.Length == 0 ? null : nearest);
    }

    private static string Pairs(ImmutableArray<Named> given) =>
        string.Join(", ", given.Select(static g => $"'{g.Types[0].Name}' to '{g.Types[1].Name}'").Distinct().OrderBy(static p => p, StringComparer.Ordinal));

    /// <summary>The types of the pool or builder that a method is called on, or that it extends.</summary>
    private static ImmutableArray<ITypeSymbol>? TypesOf(IInvocationOperation call, string type) =>
        (call.Instance?.Type ?? call.Arguments.FirstOrDefault()?.Value.Type) is INamedTypeSymbol { TypeArguments.Length: 2 } on && on.Name == type ? on.TypeArguments : null;

    private static Named Read(IInvocationOperation call, ImmutableArray<ITypeSymbol> types)
    {
        IArgumentOperation? name = call.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "modelName");
        return new(call, types, name is null ? "" : name.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null, IsModel: true)
        {
            Place = name is { ArgumentKind: ArgumentKind.Explicit } ? name.Value.Syntax.GetLocation() : call.NameLocation(),
        };
    }

    /// <summary>A call about a pool, with the pool's types and the name of a model; null where the name is not known.</summary>
    private sealed record Named(IInvocationOperation Call, ImmutableArray<ITypeSymbol> Types, string? Name, bool IsModel)
    {
        public Location Place { get; init; } = Call.NameLocation();
    }
}
