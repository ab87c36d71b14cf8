using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Onnx;

/// <summary>Reads the user's class: its attributes and the types it is bound to.</summary>
internal static class OnnxModelReader
{
    private static readonly string[] OwnMembers = ["Input", "Output", "Load", "Run", "RunAsync", "Dispose", "Session", "Signature", "DefaultOptions", "Bind"];

    public static OnnxModelDeclaration Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        AttributeData attribute = Attribute(type)!;
        bool isTrees = type.Find(OnnxNames.OnnxModel) is null;
        INamedTypeSymbol? scorer = Scorer(type);
        return new OnnxModelDeclaration
        {
            Type = TypeDeclaration.Of(type),
            Path = Normalize(attribute.ConstructorArguments is [{ Value: string path }] ? path : ""),
            IsTrees = isTrees,
            Backend = isTrees ? "Compiled" : attribute.NamedMember("Backend", "Auto") ?? "Auto",
            Provider = attribute.NamedMember("Provider", "Cpu") ?? "Cpu",
            Fallback = attribute.NamedMember("Fallback", "Fail") ?? "Fail",
            MaxBatch = attribute.Named("MaxBatch", 32),
            Sha256 = attribute.Named<string?>("Sha256", null)?.Trim().ToLowerInvariant(),
            Classes = ClassesReader.Of(type.GetAttributes()).ToEquatable(),
            Input = scorer is null ? null : RecordReader.Read(scorer.TypeArguments[0], OnnxNames.Input, isInput: true, cancellation),
            Output = scorer is null ? null : RecordReader.Read(scorer.TypeArguments[1], OnnxNames.Output, isInput: false, cancellation),
            Obstacle = Obstacle(type),
        };
    }

    /// <summary>The attribute that names a model file.</summary>
    public static AttributeData? Attribute(INamedTypeSymbol type) => type.Find(OnnxNames.OnnxModel) ?? type.Find(OnnxNames.TreeModel);

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
        return OwnMembers.Contains(type.Name) ? "must have another name than the members it is given" : null;
    }
}
