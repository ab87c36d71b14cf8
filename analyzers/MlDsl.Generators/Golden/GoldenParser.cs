using MlDsl.Generators.Columns;
using Microsoft.CodeAnalysis;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Golden;

/// <summary>Reads the declaration of a test of golden rows.</summary>
internal static class GoldenParser
{
    private const string Scorer = "IScorer";

    /// <summary>The spec of <paramref name="type"/>, or null when it cannot be; <paramref name="report"/> takes every reason.</summary>
    public static GoldenSpec? Parse(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        if (type.Find(Names.Golden) is not
            { AttributeClass.TypeArguments: [{ TypeKind: not TypeKind.Error } model], ConstructorArguments: [{ Value: string file }, { Value: string modelFile }] } attribute) return null;
        var problems = new ProblemCounter(report);
        Location place = attribute.Place(type, cancellation);
        if (Obstacle(type) is { } obstacle) problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), Fix.Add(obstacle), type.Name, obstacle));

        INamedTypeSymbol? row = model.Find(Names.Model)?.AttributeClass?.TypeArguments.FirstOrDefault() as INamedTypeSymbol;
        if (row is null or { TypeKind: TypeKind.Error })
            problems.Report(Diagnostic.Create(GoldenRules.NoModel, place, model.Name, "is not marked [Model], so that it has no file and no rows; name a model"));
        else if (model is INamedTypeSymbol named && TypeDeclaration.Barrier(named) is { } barrier)
            problems.Report(Diagnostic.Create(GoldenRules.NoModel, place, model.Name, barrier));
        else if (model is INamedTypeSymbol asked && !asked.AnswersRows())
            problems.Report(Diagnostic.Create(GoldenRules.NoModel, place, model.Name, "does not answer rows one by one; compare what it gives in a test of your own"));
        foreach (var (option, text) in new[] { ("The name of the file", file), ("The name of the model's file", modelFile) })
            if (string.IsNullOrWhiteSpace(text)) problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, place, type.Name, $"{option} is empty; give a path below the folder of the tests"));
        double tolerance = attribute.Named("Tolerance", 2e-5);
        if (!(tolerance >= 0) || double.IsInfinity(tolerance))
            problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, place, type.Name, FormattableString.Invariant($"Tolerance is {tolerance}; it must be finite and not negative")));

        var scorers = new List<GoldenScorer>();
        foreach (INamedTypeSymbol scorer in Scorers(attribute))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Read(scorer, row, place, problems) is { } read) scorers.Add(read);
        }
        if (problems.Any || row is null) return null;
        return new GoldenSpec
        {
            Type = TypeDeclaration.Of(type) with { Pragmas = Provoked.By([row, (INamedTypeSymbol)model]).ToEquatable() },
            File = file,
            ModelFile = modelFile,
            Model = model.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Row = row.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Onnx = attribute.Named("Onnx", true),
            Tolerance = tolerance,
            Scorers = scorers.ToEquatable(),
        };
    }

    /// <summary>The spec as the project allows it; null where something is missing, which <paramref name="report"/> takes with what it is about.</summary>
    public static GoldenSpec? Match(GoldenSpec spec, GoldenSurroundings surroundings, Action<DiagnosticDescriptor, string>? report)
    {
        if (!surroundings.HasTests) report?.Invoke(GoldenRules.NoFramework, spec.Type.Name);
        bool hasFile = surroundings.Has(spec.File);
        if (!hasFile) report?.Invoke(GoldenRules.NoFile, spec.File);
        return surroundings.HasTests && hasFile ? spec with { Onnx = spec.Onnx && surroundings.HasOnnx } : null;
    }

    private static string? Obstacle(INamedTypeSymbol type)
    {
        if (TypeDeclaration.Obstacle(type) is { } obstacle) return obstacle;
        if (type.IsStatic) return "must not be static";
        if (type.IsAbstract) return "must not be abstract";
        if (!type.IsVisible()) return "must be public, so that xunit runs it,";
        return type.GetMembers().FirstOrDefault(static m => m.Name is "Golden" or "GoldenLines" or GoldenEmitter.Test && !m.IsGenerated()) is { } taken
            ? $"must not have a member '{taken.Name}', which is generated,"
            : null;
    }

    private static IEnumerable<INamedTypeSymbol> Scorers(AttributeData attribute)
    {
        TypedConstant types = attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Scorers").Value;
        return types.Kind == TypedConstantKind.Array && !types.IsNull ? types.Values.Select(static v => v.Value).OfType<INamedTypeSymbol>() : [];
    }

    // The row's input is generated, so that here it is a name at most.
    private static GoldenScorer? Read(INamedTypeSymbol scorer, INamedTypeSymbol? row, Location place, ProblemCounter problems)
    {
        if (scorer.Find(OnnxNames.OnnxModel) is null) return Refuse("is not marked [OnnxModel]; name an adapter of the model's export");
        INamedTypeSymbol? contract = scorer.Interfaces.FirstOrDefault(static i => i is { Name: Scorer, Arity: 2 });
        if (contract is null || row is null || !IsInput(contract.TypeArguments[0], row))
            return Refuse(row is null ? "has no model to go with" : $"must implement IScorer<{row.Name}.Input, …>, so that it takes what the model takes");
        var members = Outputs(contract.TypeArguments[1]).ToList();
        return members.Count > 0
            ? new GoldenScorer(
                scorer.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), scorer.Name, contract.TypeArguments[1].ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), members.ToEquatable())
            : Refuse($"gives '{contract.TypeArguments[1].Name}', which has no float or double of the output 'prediction' or 'probabilities' to compare; add one");

        GoldenScorer? Refuse(string problem)
        {
            problems.Report(Diagnostic.Create(GoldenRules.NoScorer, place, scorer.Name, problem));
            return null;
        }
    }

    private static bool IsInput(ITypeSymbol type, INamedTypeSymbol row) =>
        type.Name == "Input" && (type.ContainingType is null || SymbolEqualityComparer.Default.Equals(type.ContainingType, row));

    private static IEnumerable<GoldenMember> Outputs(ITypeSymbol result)
    {
        if (IsNumber(result))
        {
            yield return new GoldenMember("", 0);
            yield break;
        }
        foreach (ISymbol member in result.GetMembers())
        {
            if (member is not IPropertySymbol { IsStatic: false, IsIndexer: false } property || !IsNumber(property.Type)) continue;
            AttributeData? attribute = property.Find(OnnxNames.Output);
            string output = attribute?.ConstructorArguments is [{ Value: string name }] ? name : property.Name;
            if (output.ToLowerInvariant() is "prediction" or "probabilities") yield return new GoldenMember(property.Name, attribute?.Named("Offset", 0) ?? 0);
        }
    }

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
}
