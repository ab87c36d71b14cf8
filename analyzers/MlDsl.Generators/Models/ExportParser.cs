using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.Models;

/// <summary>Reads from a model's declaration what of it a graph of ONNX does not hold.</summary>
internal static class ExportParser
{
    /// <summary>Tells <paramref name="report"/> each feature that does not leave with the model, and of one that is exported each that becomes an input.</summary>
    public static void Parse(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
    {
        // What is no model or has no data set says so itself.
        if (type.Find(Names.Model) is not { AttributeClass.TypeArguments: [INamedTypeSymbol row, _] } attribute || !row.IsDataset()) return;
        bool isExported = attribute.Named("Export", false), allowsContrib = attribute.Named(ContribOperators, false);
        List<INamedTypeSymbol> classes = [.. FeatureClasses.Of(row, cancellation)];
        var methods = classes.SelectMany(FeaturesParser.Candidates).Where(static m => FeatureReader.KindOf(m) is not null);
        foreach (ISymbol member in ColumnReader.Candidates(row).Concat<ISymbol>(methods))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Obstacle(member, allowsContrib) is not var (kind, obstacle)) continue;
            Location place = SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, type.ContainingAssembly) ? kind.Place(member, cancellation) : attribute.Place(type, cancellation);
            report(Diagnostic.Create(isExported ? ExportRules.Obstacle : ExportRules.NotExported, place, member.Name, type.Name, obstacle));
        }
        if (!isExported || DatasetParser.Parse(row, null, cancellation) is not { } dataset) return;
        foreach (INamedTypeSymbol features in classes) CheckInputs(features, dataset, type, report, cancellation);
    }

    // Of a method of another assembly nothing is known.
    private static void CheckInputs(INamedTypeSymbol features, DatasetSpec dataset, INamedTypeSymbol model, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (FeaturesParser.Parse(features, null, cancellation) is not { } spec) return;
        var candidates = FeaturesParser.Candidates(features);
        foreach (FeatureSpec feature in spec.Features)
        {
            IMethodSymbol method = candidates.First(c => c.Name == feature.Method);
            if (feature.Kind is TextColumn || FeatureReader.OpsOf(method, feature.Arguments, dataset, candidates, new HashSet<SyntaxTree>(), cancellation, out Location? place).InputOfGraph is not { } reason) continue;
            report(Diagnostic.Create(ExportRules.Input, place ?? method.Place(), method.Name, model.Name, dataset.Type.Name, reason));
        }
    }

    /// <summary>The option of a model that lets an export call operators which only ONNX Runtime has.</summary>
    public const string ContribOperators = "AllowContribOperators";

    private static (AttributeData Kind, string Obstacle)? Obstacle(ISymbol member, bool allowsContrib)
    {
        if (member.Find(Names.Text) is { } text)
            return (text, "no operator of ONNX makes hashed n-grams of a text; leave it out, or serve the model with MlDsl");
        if (allowsContrib || member.Find(Names.Categorical) is not { } category || category.NamedMember("Encoding", "OneHot") != "Hashed") return null;
        // Both values of a flag are known, and hashed beforehand.
        ITypeSymbol type = member is IPropertySymbol property ? property.Type : ((IMethodSymbol)member).ReturnType;
        return ColumnType.Of(type) is { Kind: ValueKind.Flag }
            ? null
            : (category, $"ONNX has no operator that hashes, only ONNX Runtime has (com.microsoft.MurmurHash3); set {ContribOperators} = true at [Model], or choose another encoding");
    }
}
