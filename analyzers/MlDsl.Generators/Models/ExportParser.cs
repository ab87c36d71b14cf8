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
        var methods = FeatureClasses.Of(row, cancellation).SelectMany(FeaturesParser.Candidates).Where(static m => FeatureReader.KindOf(m) is not null).ToList();
        foreach (ISymbol member in ColumnReader.Candidates(row).Concat<ISymbol>(methods))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Obstacle(member, allowsContrib) is var (kind, obstacle))
                report(Diagnostic.Create(isExported ? ExportRules.Obstacle : ExportRules.NotExported, Place(kind, member), member.Name, type.Name, obstacle));
            else if (isExported && member is IMethodSymbol)
                report(Diagnostic.Create(ExportRules.Input, PlaceOf(member), member.Name, type.Name, row.Name));
        }

        Location Place(AttributeData kind, ISymbol member) => IsOwn(member) ? kind.Place(member, cancellation) : attribute.Place(type, cancellation);

        Location PlaceOf(ISymbol member) => IsOwn(member) ? member.Place() : attribute.Place(type, cancellation);

        bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, type.ContainingAssembly);
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
