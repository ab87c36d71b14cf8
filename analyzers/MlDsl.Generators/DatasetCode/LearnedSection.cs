using MlDsl.Generators.Columns;

namespace MlDsl.Generators.DatasetCode;

/// <summary>What the training rows taught, and how it is kept in a file.</summary>
internal static class LearnedSection
{
    /// <summary>What <c>Learned</c> implements, explicitly: its own members are named like the user's.</summary>
    public const string Contract = Names.Root + ".IFeatureMap<Input>";

    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        var encoded = plan.Encoded;
        writer.Line("/// <summary>What the training rows taught. Immutable.</summary>");
        using (writer.Block($"public sealed class Learned : {Contract}"))
        {
            foreach (EncodedMember member in encoded)
            {
                writer.Line($"/// <summary>{Literals.Xml(member.Member)}: {Literals.Xml(member.Kind.Comment)}.</summary>");
                writer.Line($"public required {member.Kind.Encoding} {member.Property} {{ get; init; }}");
                writer.Line();
            }
            writer.Line($"{Names.Root}.FeaturePlan {Contract}.ToPlan() => new(Schema, [{string.Join(", ", encoded.Select(static m => m.Own))}]);");
            writer.Line();
            writer.Line($"void {Contract}.Write(in Input input, ref {Names.Columns}.SparseSink sink) => WriteFeatures(in input, this, ref sink);");
        }
        var learning = encoded.Where(static m => m.Kind.Learner is not null).ToList();
        if (learning.Count == 0) return;
        writer.Line();
        writer.Line("// The options of each encoding, for the learner and for what is read from a file.");
        using (writer.Block("private static class Encodings"))
            foreach (EncodedMember member in learning)
                writer.Line($"public static readonly {OptionsType(member)} {member.Property} = {member.Kind.Options};");
    }

    // The options are named after the encoding: NumericEncoding has NumericOptions.
    private static string OptionsType(EncodedMember member)
    {
        string encoding = member.Kind.Encoding;
        int generic = encoding.IndexOf('<');
        return (generic < 0 ? encoding : encoding.Substring(0, generic)).Replace("Encoding", "Options");
    }

    /// <summary>How the row takes what was learned out of a plan.</summary>
    public static void WriteMapOf(SourceWriter writer, IReadOnlyList<EncodedMember> encoded, string feature)
    {
        string header = $"static {Contract} {feature}.MapOf({Names.Root}.FeaturePlan plan) => new Learned";
        if (encoded.Count == 0)
        {
            writer.Line(header + "();");
            return;
        }
        using (writer.Block(header, "};"))
            foreach (EncodedMember member in encoded) writer.Line($"{member.Property} = plan.Encoding<{member.Kind.Encoding}>({Literals.Text(member.Member)}),");
    }

    /// <summary>How the row reads a file of the first format.</summary>
    public static void WriteRead(SourceWriter writer, IReadOnlyList<EncodedMember> encoded, string feature) =>
        WriteNew(writer, $"static {Contract} {feature}.ReadMap(global::System.Text.Json.JsonElement json)", encoded, static m => m.Kind.Read(m));

    /// <summary>A method that makes a <c>Learned</c>, each member behind the positions of those before it.</summary>
    public static void WriteNew(SourceWriter writer, string header, IReadOnlyList<EncodedMember> encoded, Func<EncodedMember, string> value)
    {
        if (encoded.Count == 0)
        {
            writer.Line($"{header} => new Learned();");
            return;
        }
        using (writer.Block(header))
        {
            writer.Line("int position = 0;");
            using (writer.Block("return new Learned", "};"))
                foreach (EncodedMember member in encoded) writer.Line($"{member.Property} = {value(member)},");
        }
    }
}
