using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Generators.Models;

namespace MlDsl.Generators.Incremental;

/// <summary>
/// Every declaration of a compilation as a spec. Roslyn's search by attribute name binds the attributes of every candidate again on
/// every keystroke; here a type is bound again only when something changed that can matter to it.
/// </summary>
internal sealed record Declarations
{
    private static readonly string[] Words = ["Dataset", "DatasetAttribute", "Features", "FeaturesAttribute", "Model", "ModelAttribute"];

    // By the syntax of the type: it lives as long as its file is not edited.
    private static readonly ConditionalWeakTable<TypeDeclarationSyntax, Memo> Known = new();

    public required EquatableArray<DatasetSpec> Datasets { get; init; }

    public required EquatableArray<FeaturesSpec> Features { get; init; }

    public required EquatableArray<ModelSpec> Models { get; init; }

    /// <summary>What stands in for data sets that are declared wrongly.</summary>
    public required EquatableArray<DatasetStub> DatasetStubs { get; init; }

    /// <summary>The data sets that have a class of features which is declared wrongly.</summary>
    public required EquatableArray<string> Incomplete { get; init; }

    /// <summary>What stands in for models that are declared wrongly.</summary>
    public required EquatableArray<ModelStub> ModelStubs { get; init; }

    /// <summary>The declarations, in the order of files and of places in them.</summary>
    public static Declarations Of(Compilation compilation, CancellationToken cancellation)
    {
        var memos = new List<Memo>();
        if (compilation.GetTypeByMetadataName(Names.Dataset) is not null)
        {
            var index = new DeclarationIndex(compilation, cancellation);
            foreach (TreeFacts file in index.Files)
                foreach (var (type, attributes) in file.Attributed)
                    if (index.MayBear(file, attributes, Words)) memos.Add(Read(type, file, index, compilation, cancellation));
        }
        return new Declarations
        {
            Datasets = memos.Select(static m => m.Dataset).OfType<DatasetSpec>().ToEquatable(),
            Features = memos.Select(static m => m.Features).OfType<FeaturesSpec>().ToEquatable(),
            Models = memos.Select(static m => m.Model).OfType<ModelSpec>().ToEquatable(),
            DatasetStubs = memos.Select(static m => m.DatasetStub).OfType<DatasetStub>().ToEquatable(),
            Incomplete = memos.Select(static m => m.Incomplete).OfType<string>().ToEquatable(),
            ModelStubs = memos.Select(static m => m.ModelStub).OfType<ModelStub>().ToEquatable(),
        };
    }

    private static Memo Read(TypeDeclarationSyntax type, TreeFacts file, DeclarationIndex index, Compilation compilation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Known.TryGetValue(type, out Memo known) && known.Fits(compilation, index, file)) return known;
        var symbol = compilation.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type, cancellation) as INamedTypeSymbol;
        var code = new HashSet<SyntaxTree>();
        var memo = new Memo(code, compilation.ExternalReferences, compilation.Options, compilation.AssemblyName);
        if (symbol is not null) memo = Read(memo, symbol, cancellation);
        memo = memo with { Fingerprint = index.Fingerprint(file, code) };
        Known.Remove(type);
        return Known.GetValue(type, _ => memo);
    }

    private static Memo Read(Memo memo, INamedTypeSymbol type, CancellationToken cancellation)
    {
        bool isDataset = type.IsDataset(), isCurrent = Languages.Of(type) >= Languages.Needed;
        DatasetSpec? dataset = isDataset && isCurrent ? DatasetParser.Parse(type, null, cancellation) : null;
        FeaturesSpec? features = isCurrent ? FeaturesParser.Parse(type, null, cancellation, memo.Code) : null;
        ModelSpec? model = isCurrent ? ModelParser.Parse(type, null, cancellation) : null;
        return memo with
        {
            Dataset = dataset,
            DatasetStub = isDataset && dataset is null ? DatasetStubReader.Read(type, cancellation) : null,
            Features = features,
            Incomplete = features is null ? FeaturesParser.RowOf(type)?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : null,
            Model = model,
            ModelStub = model is null ? ModelStubReader.Read(type, cancellation) : null,
        };
    }

    /// <summary>
    /// What a type was parsed to, and the state of the world in which that holds: declarations by hash, the files whose code a feature
    /// reaches as they are.
    /// </summary>
    private sealed record Memo(HashSet<SyntaxTree> Code, ImmutableArray<MetadataReference> References, CompilationOptions Options, string? Assembly)
    {
        public ulong Fingerprint { get; init; }

        public DatasetSpec? Dataset { get; init; }

        public DatasetStub? DatasetStub { get; init; }

        public FeaturesSpec? Features { get; init; }

        public string? Incomplete { get; init; }

        public ModelSpec? Model { get; init; }

        public ModelStub? ModelStub { get; init; }

        public bool Fits(Compilation compilation, DeclarationIndex index, TreeFacts file) =>
            Code.All(compilation.ContainsSyntaxTree)
            && Fingerprint == index.Fingerprint(file, Code)
            && Assembly == compilation.AssemblyName
            && (References == compilation.ExternalReferences || References.SequenceEqual(compilation.ExternalReferences))
            && (ReferenceEquals(Options, compilation.Options) || Options.Equals(compilation.Options));
    }
}
