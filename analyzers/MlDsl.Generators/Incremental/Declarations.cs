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
internal sealed record Declarations(EquatableArray<DatasetSpec> Datasets, EquatableArray<FeaturesSpec> Features, EquatableArray<ModelSpec> Models)
{
    private static readonly string[] Words = ["Dataset", "DatasetAttribute", "Features", "FeaturesAttribute", "Model", "ModelAttribute"];

    // By the syntax of the type: it lives as long as its file is not edited.
    private static readonly ConditionalWeakTable<TypeDeclarationSyntax, Memo> Known = new();

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
        return new Declarations(
            memos.Select(static m => m.Dataset).OfType<DatasetSpec>().ToEquatable(),
            memos.Select(static m => m.Features).OfType<FeaturesSpec>().ToEquatable(),
            memos.Select(static m => m.Model).OfType<ModelSpec>().ToEquatable());
    }

    private static Memo Read(TypeDeclarationSyntax type, TreeFacts file, DeclarationIndex index, Compilation compilation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Known.TryGetValue(type, out Memo known) && known.Fits(compilation, index, file)) return known;
        var symbol = compilation.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type, cancellation) as INamedTypeSymbol;
        var code = new HashSet<SyntaxTree>();
        DatasetSpec? dataset = symbol is null || (symbol.Find(Names.Dataset) ?? symbol.Find(Names.DatasetOf)) is null ? null : DatasetParser.Parse(symbol, null, cancellation);
        FeaturesSpec? features = symbol is null ? null : FeaturesParser.Parse(symbol, null, cancellation, code);
        ModelSpec? model = symbol is null ? null : ModelParser.Parse(symbol, null, cancellation);
        var memo = new Memo(
            index.Fingerprint(file, code), code, compilation.ExternalReferences, compilation.Options, compilation.AssemblyName, dataset, features, model);
        Known.Remove(type);
        return Known.GetValue(type, _ => memo);
    }

    /// <summary>
    /// What a type was parsed to, and the state of the world in which that holds: declarations by hash, the files whose code a feature
    /// reaches as they are.
    /// </summary>
    private sealed record Memo(
        ulong Fingerprint, HashSet<SyntaxTree> Code, ImmutableArray<MetadataReference> References, CompilationOptions Options, string? Assembly,
        DatasetSpec? Dataset, FeaturesSpec? Features, ModelSpec? Model)
    {
        public bool Fits(Compilation compilation, DeclarationIndex index, TreeFacts file) =>
            Code.All(compilation.ContainsSyntaxTree)
            && Fingerprint == index.Fingerprint(file, Code)
            && Assembly == compilation.AssemblyName
            && (References == compilation.ExternalReferences || References.SequenceEqual(compilation.ExternalReferences))
            && (ReferenceEquals(Options, compilation.Options) || Options.Equals(compilation.Options));
    }
}
