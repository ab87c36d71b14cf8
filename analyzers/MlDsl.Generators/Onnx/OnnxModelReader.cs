using Microsoft.CodeAnalysis;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Reads the user's class: its attributes and the types it is bound to.</summary>
internal static class OnnxModelReader
{
    public static OnnxModelDeclaration Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        AttributeData attribute = Attribute(type)!;
        bool isOnnx = type.Find(OnnxNames.OnnxModel) is not null, isTrees = !isOnnx && type.Find(OnnxNames.TreeModel) is not null, isMlNet = !isOnnx && !isTrees;
        INamedTypeSymbol? scorer = Scorer(type);
        RecordSpec? input = scorer is null ? null : RecordReader.Read(scorer.TypeArguments[0], OnnxNames.Input, isInput: true, cancellation, type.ContainingAssembly, isMlNet);
        return new OnnxModelDeclaration
        {
            Type = TypeDeclaration.Of(type) with { Pragmas = Provoked.By(Used(type, scorer)).Concat(input?.Plan?.Features.SelectMany(static f => f.Pragmas) ?? []).Distinct().ToEquatable() },
            Path = Normalize(attribute.ConstructorArguments is [{ Value: string path }] ? path : ""),
            IsTrees = isTrees,
            IsMlNet = isMlNet,
            HasMlNet = isMlNet && type.ContainingModule.ReferencedAssemblies.Any(static assembly => assembly.Name == OnnxNames.MlNetAssembly),
            Iterations = attribute.NamedMember("Iterations", "") ?? "",
            Backend = isTrees ? "Compiled" : attribute.NamedMember("Backend", "Auto") ?? "Auto",
            Provider = attribute.NamedMember("Provider", "Cpu") ?? "Cpu",
            Fallback = attribute.NamedMember("Fallback", "Fail") ?? "Fail",
            MaxBatch = attribute.Named("MaxBatch", 32),
            Sha256 = attribute.Named<string?>("Sha256", null)?.Trim().ToLowerInvariant(),
            Classes = ClassesReader.Of(type.GetAttributes()).ToEquatable(),
            Input = input,
            Output = scorer is null ? null : RecordReader.Read(scorer.TypeArguments[1], OnnxNames.Output, isInput: false, cancellation, isMlNet: isMlNet),
            Members = OwnMembers.Of(type).ToEquatable(),
            IsOpen = TypeDeclaration.IsOpen(type),
            IsStatic = type.IsStatic,
            IsRow = type.IsDataset(),
            IsCurrent = Languages.Of(type) >= Languages.Needed,
            Obstacle = Obstacle(type) ?? Foreign(scorer),
        };
    }

    /// <summary>The attribute that names a model file.</summary>
    public static AttributeData? Attribute(INamedTypeSymbol type) => type.Find(OnnxNames.OnnxModel) ?? type.Find(OnnxNames.TreeModel) ?? type.Find(OnnxNames.MlNetModel);

    /// <summary><c>IScorer&lt;TInput, TOutput&gt;</c> as the class implements it.</summary>
    public static INamedTypeSymbol? Scorer(INamedTypeSymbol type) =>
        type.Interfaces.FirstOrDefault(static i => i.OriginalDefinition.MetadataName() == OnnxNames.Scorer);

    /// <summary>Paths compare with forward slashes and without a leading <c>./</c>.</summary>
    public static string Normalize(string path)
    {
        path = path.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path.Substring(2);
        return path;
    }

    private static string? Obstacle(INamedTypeSymbol type)
    {
        if (TypeDeclaration.Obstacle(type) is { } obstacle) return obstacle;
        if (type.IsStatic) return "must not be static";
        if (type.IsAbstract) return "must not be abstract";
        if (type.IsDataset() || type.Find(Names.Model) is not null) return "must not be a data set or a trained model too";
        if (type.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared && !c.IsGenerated() && !IsCopy(c, type)))
            return "must not have a constructor, so that an instance always has its model,";
        return type.GetMembers().Any(static m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            ? "must not have required members, so that Load can make an instance,"
            : null;
    }

    // A data set of another assembly is only one with what MlDsl's generators wrote there.
    private static string? Foreign(INamedTypeSymbol? scorer) =>
        scorer is not null && RecordReader.RowOf(scorer.TypeArguments[0]) is { DeclaringSyntaxReferences.Length: 0 } row && !DatasetParser.IsCompiled(row)
            ? $"must not be bound to '{row.Name}' as long as its assembly '{row.ContainingAssembly.Name}' is not compiled with MlDsl's generators,"
            : null;

    private static IEnumerable<ISymbol> Used(INamedTypeSymbol type, INamedTypeSymbol? scorer)
    {
        var classes = type.GetAttributes().Where(static a => a.Is(OnnxNames.Classes)).SelectMany(static a => a.AttributeClass!.TypeArguments);
        foreach (ITypeSymbol used in classes.Concat(scorer?.TypeArguments ?? []))
        {
            yield return used;
            foreach (ISymbol member in RecordReader.Candidates(RecordReader.RowOf(used) ?? used))
            {
                yield return member;
                if (member is IPropertySymbol property) yield return property.Type;
            }
        }
    }

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters is [{ Type: var parameter }] && SymbolEqualityComparer.Default.Equals(parameter, type);
}
