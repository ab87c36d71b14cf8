using System.Globalization;
using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Features;

/// <summary>Reads a class of feature methods.</summary>
internal static class FeaturesParser
{
    /// <summary>The spec of <paramref name="type"/>, or null when it cannot be; <paramref name="report"/> takes every reason.</summary>
    public static FeaturesSpec? Parse(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        if (type.Find(Names.Features)?.AttributeClass?.TypeArguments is not [INamedTypeSymbol row]) return null;
        var problems = new ProblemCounter(report);
        if (row.Find(Names.Dataset) is null && row.Find(Names.DatasetOf) is null)
        {
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), row.Name, "must be marked [Dataset]"));
            return null;
        }
        // A data set that does not parse says so itself.
        if (DatasetParser.Parse(row, null, cancellation) is not { } dataset) return null;

        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind == MethodKind.Ordinary).ToList();
        var candidates = methods.Where(static m => KindOf(m) is not null || m is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }).ToList();
        var features = new List<FeatureSpec>();
        foreach (IMethodSymbol method in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Read(method, dataset, candidates, problems, cancellation) is { } feature) features.Add(feature);
        }
        if (problems.Any) return null;
        var ordered = Order(features, type, problems);
        return problems.Any ? null : new FeaturesSpec(dataset.Type.FullName, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), ordered.ToEquatable());
    }

    private static (AttributeData Attribute, Func<KindContext, ColumnKind?> Read)? KindOf(IMethodSymbol method)
    {
        foreach (var (name, read) in All.Kinds)
            if (method.Find(name) is { } attribute) return (attribute, read);
        return null;
    }

    private static FeatureSpec? Read(
        IMethodSymbol method, DatasetSpec dataset, List<IMethodSymbol> candidates, ProblemCounter problems, CancellationToken cancellation)
    {
        if (SignatureProblem(method, dataset, candidates) is { } problem)
        {
            problems.Report(Diagnostic.Create(FeaturesRules.Signature, method.Place(), method.Name, problem));
            return null;
        }
        var (attribute, read) = KindOf(method)!.Value;
        if (ColumnType.Of(method.ReturnType) is not { } type)
        {
            problems.Report(Diagnostic.Create(
                DatasetRules.KindRefusesType, method.Place(), method.Name, method.ReturnType.ToDisplayString(), "a feature",
                "string, bool, enums, numbers, DateTime, DateTimeOffset and DateOnly"));
            return null;
        }
        var arguments = method.Parameters.Select(p => Argument(p, method, dataset, candidates, problems)).ToList();
        ColumnKind? kind = read(new KindContext(attribute, method, type, problems.Report, cancellation));
        return kind is null || arguments.Contains(null)
            ? null
            : new FeatureSpec(method.Name, type, kind, arguments.Select(static a => a!).ToEquatable(), BodyHash(method, cancellation));
    }

    private static string? SignatureProblem(IMethodSymbol method, DatasetSpec dataset, List<IMethodSymbol> candidates)
    {
        if (!method.IsStatic) return "must be static to be a feature";
        if (method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)) return "must be public to be a feature";
        if (method.IsGenericMethod) return "must not be generic to be a feature";
        if (method.IsAsync || method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly) return "must return a value to be a feature";
        if (method.Parameters.Any(static p => p.RefKind is RefKind.Ref or RefKind.Out)) return "must take its parameters by value to be a feature";
        if (KindOf(method) is null) return "is public and has no feature kind; add [Numeric], [Categorical], [Text] or [DateParts], or make it private";
        if (dataset.Columns.Any(c => c.Member == method.Name)) return $"has the name of a column of '{dataset.Type.Name}'; rename it";
        if (candidates.Count(c => c.Name == method.Name) > 1) return "has overloads; a feature's name is its own";
        return null;
    }

    private static ArgumentSpec? Argument(
        IParameterSymbol parameter, IMethodSymbol method, DatasetSpec dataset, List<IMethodSymbol> candidates, ProblemCounter problems)
    {
        ColumnSpec? column = Best(dataset.Columns, static c => c.Member, parameter.Name);
        IMethodSymbol? feature = column is null ? Best(candidates, static m => m.Name, parameter.Name) : null;
        ColumnType? given = column?.Type ?? (feature is null ? null : ColumnType.Of(feature.ReturnType));
        string? name = column?.Member ?? feature?.Name;
        if (name is null)
        {
            var known = dataset.Columns.Where(static c => c.MayBeInput).Select(static c => c.Member).Concat(candidates.Select(static m => m.Name));
            problems.Report(Diagnostic.Create(
                FeaturesRules.UnknownParameter, parameter.Place(), parameter.Name, method.Name, dataset.Type.Name, Nearest.Hint(parameter.Name, known)));
            return null;
        }
        if (column is { Role: ColumnRole.Label or ColumnRole.Id })
            problems.Report(Diagnostic.Create(FeaturesRules.UsesLabel, parameter.Place(), method.Name, name, column.Role == ColumnRole.Label ? "the label" : "the row's id"));
        else if (column is { IsAfterOutcome: true })
            problems.Report(Diagnostic.Create(FeaturesRules.UsesAfterOutcome, parameter.Place(), method.Name, name));
        else if (given is not null && !Takes(parameter, given))
            problems.Report(Diagnostic.Create(
                FeaturesRules.ParameterType, parameter.Place(), method.Name, parameter.Name, parameter.Type.ToDisplayString(), name, given.DisplayName));
        return new ArgumentSpec(name, column is null);
    }

    // The name exactly, or else in any case.
    private static T? Best<T>(IReadOnlyList<T> all, Func<T, string> name, string wanted) where T : class =>
        all.FirstOrDefault(item => name(item) == wanted)
        ?? all.FirstOrDefault(item => string.Equals(name(item), wanted, StringComparison.OrdinalIgnoreCase));

    private static bool Takes(IParameterSymbol parameter, ColumnType given)
    {
        if (ColumnType.Of(parameter.Type) is not { } taken) return false;
        if (given.IsNullable && !taken.IsNullable) return false;
        return taken.Name == given.Name || Widening.Exists(given.Name, taken.Name);
    }

    private static List<FeatureSpec> Order(List<FeatureSpec> features, INamedTypeSymbol type, ProblemCounter problems)
    {
        var ordered = new List<FeatureSpec>();
        var path = new List<string>();
        foreach (FeatureSpec feature in features) Visit(feature);
        return ordered;

        void Visit(FeatureSpec feature)
        {
            if (problems.Any || ordered.Contains(feature)) return;
            int start = path.IndexOf(feature.Method);
            path.Add(feature.Method);
            if (start >= 0)
            {
                ISymbol place = type.GetMembers(feature.Method).FirstOrDefault() ?? type;
                problems.Report(Diagnostic.Create(FeaturesRules.Circle, place.Place(), string.Join(" → ", path.Skip(start))));
                return;
            }
            foreach (ArgumentSpec argument in feature.Arguments)
                if (argument.IsFeature) Visit(features.First(f => f.Method == argument.Member));
            path.RemoveAt(path.Count - 1);
            if (!problems.Any) ordered.Add(feature);
        }
    }

    // FNV-1a over the method's tokens: white space and comments do not count.
    private static string BodyHash(IMethodSymbol method, CancellationToken cancellation)
    {
        ulong hash = 14695981039346656037;
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            foreach (SyntaxToken token in reference.GetSyntax(cancellation).DescendantTokens())
            {
                foreach (char letter in token.Text) hash = unchecked((hash ^ letter) * 1099511628211);
                hash = unchecked((hash ^ ' ') * 1099511628211);
            }
        }
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
