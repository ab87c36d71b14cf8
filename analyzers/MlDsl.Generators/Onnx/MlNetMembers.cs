using Microsoft.CodeAnalysis;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>ML.NET's own attributes on the types that a class is bound to: a service keeps those that it has.</summary>
internal static class MlNetMembers
{
    private const string ColumnName = "ColumnNameAttribute", VectorType = "VectorTypeAttribute", KeyType = "KeyTypeAttribute", NoColumn = "NoColumnAttribute";

    /// <summary>Whether ML.NET takes the member for a column.</summary>
    public static bool IsColumn(ISymbol member) => Find(member, NoColumn) is null;

    /// <summary>The member with what the attributes say: the column's name, the length of a vector, the number of keys.</summary>
    public static MemberSpec Read(ISymbol symbol, MemberSpec member)
    {
        string? name = Find(symbol, ColumnName) is { ConstructorArguments: [{ Value: string column }] } ? column : null;
        return member with
        {
            GraphName = member.IsExplicit || name is null ? member.GraphName : name,
            IsExplicit = member.IsExplicit || name is not null,
            MlNet = (Items(symbol), Keys(symbol)),
        };
    }

    /// <summary>Whether the member is a column that training had and no output depends on, such as the label.</summary>
    public static bool IsUnread(MemberSpec member, Manifest manifest) => manifest.Metadata.Any(entry => entry.Key == "mlnet.column" && entry.Value == member.GraphName);

    /// <summary>The classes of the scores, in their order; empty where the file names none.</summary>
    public static EquatableArray<string> ScoreLabels(Manifest manifest) => manifest.Outputs.FirstOrDefault(static output => output.Name == "Score") is { } scores ? scores.Classes : default;

    /// <summary>Says where the attributes disagree with the file, and where the file says too little.</summary>
    public static void Check(OnnxModelDeclaration declaration, Manifest manifest, Action<Problem> report)
    {
        string? unknown = manifest.MetadataOf("mlnet.unknown");
        if (unknown is not null) report(new(MlNetRules.Schema, ProblemPlace.Model, null, Untold(manifest, unknown)));
        if (declaration.Input is null)
        {
            if (unknown is null && manifest.MetadataOf("mlnet.schema") == "trained")
                report(new(MlNetRules.Schema, ProblemPlace.Model, null, $"'{manifest.Model}' was saved without the schema of its input, so that Input is what its predictor was trained beside; give Model.Save the schema of the data, or bind the class to the service's own types with IScorer"));
            return;
        }
        foreach (OnnxValue value in manifest.Inputs) Check(declaration.Input, value, manifest, ProblemPlace.Input, report);
        foreach (OnnxValue value in manifest.Outputs) Check(declaration.Output!, value, manifest, ProblemPlace.Output, report);
    }

    // What a step reads that is known to ML.NET alone, and whether it makes what later ones read.
    private static string Untold(Manifest manifest, string step)
    {
        string later = string.Join(", ", manifest.Metadata.Where(static entry => entry.Key == "mlnet.later").Select(static entry => $"'{entry.Value}'"));
        return $"'{manifest.Model}' was saved without the schema of its input, and its step {step} is known to ML.NET alone: where that reads a column that the predictor was not trained beside{(later.Length == 0 ? "" : $", or does not make {later}, which later steps read")}, Load throws MlNetModelException; give Model.Save the schema of the data";
    }

    private static void Check(RecordSpec record, OnnxValue value, Manifest manifest, ProblemPlace place, Action<Problem> report)
    {
        if (record.IsSingle || record.Members.FirstOrDefault(member => member.GraphName == value.Name) is not { } member) return;
        if (member.MlNet.Items is { } items && Shapes.RowWidth(value.Type, Shapes.BatchSymbol(manifest)) is { } width && items != width)
            report(new(OnnxRules.Shape, place, member.Name, $"'{member.Name}' is a vector of {Literals.Whole(items)} items, but the column '{value.Name}' has {Literals.Whole(width)}; write [VectorType({Literals.Whole(width)})]"));
        if (member.MlNet.Keys is { } keys && manifest.MetadataOf($"mlnet.keys.{value.Name}") is { } known && known != Literals.Whole(keys))
            report(new(OnnxRules.ElementType, place, member.Name, $"'{member.Name}' is a key of {Literals.Whole(keys)} values, but the column '{value.Name}' has {known}; write [KeyType({known})]"));
    }

    private static AttributeData? Find(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(
        attribute => attribute.AttributeClass is { ContainingType: null } type && type.MetadataName == name && type.ContainingNamespace.ToDisplayString() == "Microsoft.ML.Data");

    // One size or several, of which the items are the product.
    private static int? Items(ISymbol symbol)
    {
        if (Find(symbol, VectorType) is not { ConstructorArguments: [var argument] }) return null;
        if (argument.Kind != TypedConstantKind.Array) return argument.Value as int?;
        int items = 1;
        foreach (TypedConstant size in argument.Values) items = unchecked(items * (size.Value as int? ?? 0));
        return argument.Values.Length == 0 ? null : items;
    }

    private static long? Keys(ISymbol symbol) => Find(symbol, KeyType) is { ConstructorArguments: [{ Value: { } count }] }
        ? count switch { ulong wide => wide <= long.MaxValue ? (long)wide : null, long whole => whole, int small => small, _ => null }
        : null;
}
