using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Gates;

/// <summary>Reads the gates that an assembly declares of a model.</summary>
internal static class GatesParser
{
    // What declares the attributes: xunit 2 and xunit 3.
    private static readonly string[] Frameworks = ["xunit.core", "xunit.v3.core"];

    /// <summary>Whether xunit is referenced, version 2 or 3.</summary>
    public static bool HasTests(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(static a => Frameworks.Contains(a.Name));

    /// <summary>The spec of an attribute of the assembly, or null when it cannot be; <paramref name="report"/> takes every reason.</summary>
    public static GatesSpec? Parse(AttributeData attribute, IAssemblySymbol assembly, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        if (!attribute.Is(Names.GatesOf) || attribute.AttributeClass!.TypeArguments is not [INamedTypeSymbol { TypeKind: not TypeKind.Error } model]) return null;
        var problems = new ProblemCounter(report);
        Location place = attribute.Place(assembly, cancellation);
        INamedTypeSymbol? row = model.Find(Names.Model)?.AttributeClass?.TypeArguments.FirstOrDefault() as INamedTypeSymbol;
        if (row is null or { TypeKind: TypeKind.Error }) Refuse(GatesRules.NoRequirement, "is not marked [Model], so that it has no file and no rows; name a model");
        else if (TypeDeclaration.Barrier(model) is { } barrier) Refuse(GatesRules.NoRequirement, barrier);
        else if (!model.AnswersRows()) Refuse(GatesRules.NoRequirement, "does not answer rows one by one; hold its metrics against bounds in a test of your own");
        var requirements = Requirements(model).ToList();
        if (requirements.Count == 0) Refuse(GatesRules.NoRequirement, "requires nothing, and a gate that holds nothing back is open by mistake; give it [Require(Metric.Rmse, AtMost = …)], or the metric that it must reach");
        foreach (GateRequirement requirement in requirements.Where(static r => double.IsNaN(r.AtLeast) && double.IsNaN(r.AtMost)))
            Refuse(GatesRules.NoRequirement, $"requires {requirement.Metric} without a bound; say AtLeast or AtMost, of the latency P99Microseconds");

        string file = attribute.Named("Model", "");
        if (string.IsNullOrWhiteSpace(file)) Refuse(GatesRules.CannotBeHeld, "name no file of the model; say Model = \"Models/fare.mldsl\", a path below the folder of the tests");
        INamedTypeSymbol? rows = attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Rows").Value.Value as INamedTypeSymbol;
        if (rows is null && requirements.FirstOrDefault(static r => r.IsLatency || r.Slice is not null) is { } needy)
            Refuse(GatesRules.CannotBeHeld, $"have {needy.Metric}{(needy.Slice is null ? "" : $" for each {needy.Slice}")} among them, which no file tells; say Rows = typeof(…), a type that implements IGateRows<{row?.Name ?? "Row"}>");
        if (rows is not null && row is not null) CheckRows(rows, row);
        string name = NameOf(model);
        if (problems.Any || row is null) return null;
        if (Taken(model, name, assembly)) Refuse(GatesRules.CannotBeHeld, $"are written into a class '{name}', and there is one; rename it");
        if (problems.Any) return null;
        return new GatesSpec
        {
            Namespace = model.ContainingNamespace.IsGlobalNamespace ? "" : TypeDeclaration.Of(model).Namespace,
            Name = name,
            Model = model.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Title = model.Name,
            File = file,
            Row = row.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Rows = rows?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Requirements = requirements.ToEquatable(),
            Pragmas = Provoked.By(rows is null ? [row, model] : [row, model, rows]).ToEquatable(),
        };

        void Refuse(DiagnosticDescriptor rule, string problem) => problems.Report(Diagnostic.Create(rule, place, model.Name, problem));

        void CheckRows(INamedTypeSymbol given, INamedTypeSymbol wanted)
        {
            if (TypeDeclaration.Barrier(given) is { } hidden) Refuse(GatesRules.CannotBeHeld, $"take their rows from '{given.Name}', which {hidden}");
            else if (given.TypeKind == TypeKind.Interface || !given.AllInterfaces.Any(i => i.OriginalDefinition.MetadataName() == Names.GateRows && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], wanted)))
                Refuse(GatesRules.CannotBeHeld, $"take their rows from '{given.Name}', which must implement IGateRows<{wanted.Name}>");
        }
    }

    // Two models of one name in one type each have a class of their own.
    private static string NameOf(INamedTypeSymbol model) => $"{(model.ContainingType is { } outer ? NameOf(outer).Replace("Gates", "") : "")}{model.Name}Gates";

    private static bool Taken(INamedTypeSymbol model, string name, IAssemblySymbol assembly) =>
        assembly.GetTypeByMetadataName(model.ContainingNamespace.IsGlobalNamespace ? name : $"{model.ContainingNamespace.ToDisplayString()}.{name}") is { } type && !type.IsGenerated();

    private static IEnumerable<GateRequirement> Requirements(INamedTypeSymbol model)
    {
        foreach (AttributeData attribute in model.GetAttributes())
        {
            if (!attribute.Is(Names.Require) || attribute.ConstructorArguments is not [{ Value: string metric }]) continue;
            double latency = attribute.Named("P99Microseconds", double.NaN);
            var requirement = new GateRequirement(metric, attribute.Named("AtLeast", double.NaN), attribute.Named("AtMost", double.NaN), attribute.Named<string?>("Slice", null));
            yield return requirement.IsLatency ? requirement with { AtMost = latency } : requirement;
        }
    }
}
