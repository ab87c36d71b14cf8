using Microsoft.CodeAnalysis;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Features;

/// <summary>Reads a class of feature methods.</summary>
internal static class FeaturesParser
{
    /// <summary>
    /// The spec of <paramref name="type"/>, or null when it cannot be; <paramref name="report"/> takes every reason, and
    /// <paramref name="trees"/> the files that the features' code was read from.
    /// </summary>
    public static FeaturesSpec? Parse(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation, ISet<SyntaxTree>? trees = null)
    {
        if (type.Find(Names.Features)?.AttributeClass?.TypeArguments is not [{ TypeKind: not TypeKind.Error } argument]) return null;
        var problems = new ProblemCounter(report);
        if (Obstacle(type, argument) is var (subject, obstacle))
        {
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), subject, obstacle));
            return null;
        }
        // A data set that does not parse says so itself.
        if (DatasetParser.Parse((INamedTypeSymbol)argument, null, cancellation) is not { } dataset) return null;

        var candidates = Candidates(type);
        var features = new List<FeatureSpec>();
        foreach (IMethodSymbol method in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            if (FeatureReader.Read(method, dataset, candidates, problems, trees, cancellation) is { } feature) features.Add(feature);
        }
        UnseenMembers.Check(type, problems);
        if (report is not null) CheckSiblings(type, (INamedTypeSymbol)argument, candidates, problems, cancellation);
        if (problems.Any) return null;
        var ordered = Order(features, type, problems);
        return problems.Any ? null : new FeaturesSpec(dataset.Type.FullName, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), ordered.ToEquatable())
        {
            Pragmas = Provoked.By(candidates.SelectMany(static m => m.Parameters.Select(static p => (ISymbol)p.Type).Concat([m, m.ReturnType]))).ToEquatable(),
        };
    }

    /// <summary>The data set of this assembly that <paramref name="type"/> is marked with the features of; null for none.</summary>
    public static INamedTypeSymbol? RowOf(INamedTypeSymbol type) =>
        type.Find(Names.Features)?.AttributeClass?.TypeArguments is [INamedTypeSymbol { TypeKind: not TypeKind.Error } row] && row.IsDataset() ? row : null;

    /// <summary>The methods that are features or say so: those with a feature kind and all that are public and static.</summary>
    public static List<IMethodSymbol> Candidates(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(static m => m.MethodKind == MethodKind.Ordinary && !m.IsImplicitlyDeclared)
        .Where(static m => FeatureReader.KindOf(m) is not null || m is { IsStatic: true, DeclaredAccessibility: Accessibility.Public })
        .ToList();

    private static (string Subject, string Obstacle)? Obstacle(INamedTypeSymbol type, ITypeSymbol row)
    {
        if (!row.IsDataset())
            return (row.Name.Length > 0 ? row.Name : row.ToDisplayString(), "must be marked [Dataset]");
        if (!SymbolEqualityComparer.Default.Equals(row.ContainingAssembly, type.ContainingAssembly))
            return (row.Name, $"must be in the assembly of its features, '{type.Name}',");
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
            if (part.IsGenericType) return (part.Name, "must not be generic");
        return TypeDeclaration.Barrier(type) is { } barrier ? (type.Name, barrier) : null;
    }

    // The generator drops the later class; it need not look for the earlier one, which takes a walk through the assembly.
    private static void CheckSiblings(
        INamedTypeSymbol type, INamedTypeSymbol row, List<IMethodSymbol> candidates, ProblemCounter problems, CancellationToken cancellation)
    {
        string own = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var earlier = FeatureClasses.Of(row, cancellation)
            .Where(other => string.CompareOrdinal(other.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), own) < 0)
            .SelectMany(Candidates)
            .ToList();
        foreach (IMethodSymbol method in candidates)
        {
            if (earlier.FirstOrDefault(e => string.Equals(e.Name, method.Name, StringComparison.OrdinalIgnoreCase)) is { } first)
                problems.Report(Diagnostic.Create(FeaturesRules.SameName, method.Place(), method.Name, first.ContainingType.Name, row.Name));
        }
    }

    private static List<FeatureSpec> Order(List<FeatureSpec> features, INamedTypeSymbol type, ProblemCounter problems)
    {
        var byName = features.ToDictionary(static f => f.Method, StringComparer.Ordinal);
        var ordered = new List<FeatureSpec>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (FeatureSpec feature in features) Visit(feature);
        return ordered;

        void Visit(FeatureSpec feature)
        {
            if (problems.Any || done.Contains(feature.Method)) return;
            int start = path.IndexOf(feature.Method);
            path.Add(feature.Method);
            if (start >= 0)
            {
                ISymbol place = type.GetMembers(feature.Method).FirstOrDefault() ?? type;
                problems.Report(Diagnostic.Create(FeaturesRules.Circle, place.Place(), string.Join(" → ", path.Skip(start))));
                return;
            }
            foreach (ArgumentSpec argument in feature.Arguments)
                if (argument.IsFeature && byName.TryGetValue(argument.Member, out FeatureSpec used)) Visit(used);
            path.RemoveAt(path.Count - 1);
            if (!problems.Any && done.Add(feature.Method)) ordered.Add(feature);
        }
    }
}
