using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The feature code: computed features, then every encoded member into the sink.</summary>
internal static class FeatureSection
{
    // The JIT stops optimising methods of some thousand basic blocks; wide rows are written by several methods.
    private const int MembersPerMethod = 100;

    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        var encoded = plan.Encoded;
        bool isWide = encoded.Count > MembersPerMethod;
        writer.Line(Summary(plan.Dataset));
        // In the caller the sink is registers, not memory.
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        using (writer.Block("public static void WriteFeatures<TSink>(in Input input, Learned learned, ref TSink sink)\n"
            + $"    where TSink : struct, {Names.Root}.IFeatureSink"))
        {
            if (plan.Features.Count > 0)
            {
                writer.Line("var derived = new Derived(in input);");
                writer.Line();
            }
            if (!isWide) WriteMembers(writer, encoded);
            else
                for (int i = 0; i * MembersPerMethod < encoded.Count; i++)
                    writer.Line($"WriteFeatures{i}(in input, {(plan.Features.Count > 0 ? "in derived, " : "")}learned, ref sink);");
        }
        for (int i = 0; isWide && i * MembersPerMethod < encoded.Count; i++)
        {
            writer.Line();
            using (writer.Block($"private static void WriteFeatures{i}<TSink>(in Input input, {(plan.Features.Count > 0 ? "in Derived derived, " : "")}Learned learned, ref TSink sink)\n"
                + $"    where TSink : struct, {Names.Root}.IFeatureSink"))
                WriteMembers(writer, encoded.Skip(i * MembersPerMethod).Take(MembersPerMethod));
        }
        writer.Line();
        WriteContract(writer, plan.Dataset.Type.Identifier, encoded);
        if (plan.Features.Count > 0)
        {
            writer.Line();
            WriteDerived(writer, plan);
        }
    }

    // What code that knows the row by its contract calls: the same, behind a cast.
    private static void WriteContract(SourceWriter writer, string self, IReadOnlyList<EncodedMember> encoded)
    {
        string feature = DatasetEmitter.FeatureRow(self);
        writer.Line($"static void {feature}.WriteFeatures<TSink>(in Input input, {LearnedSection.Contract} map, ref TSink sink) => WriteFeatures(in input, (Learned)map, ref sink);");
        writer.Line();
        writer.Line($"static {LearnerSection.Contract} {feature}.NewLearner() => new Learner();");
        writer.Line();
        LearnedSection.WriteMapOf(writer, encoded, feature);
        writer.Line();
        LearnedSection.WriteRead(writer, encoded, feature);
    }

    private static string Summary(DatasetSpec dataset)
    {
        string label = dataset.With(ColumnRole.Label) is { } column ? $" The label, {Literals.Xml(column.Member)}, is not among them." : "";
        return $"/// <summary>Writes the features of <paramref name=\"input\"/>.{label}</summary>";
    }

    private static void WriteMembers(SourceWriter writer, IEnumerable<EncodedMember> members)
    {
        bool isFirst = true;
        foreach (EncodedMember member in members)
        {
            if (!isFirst) writer.Line();
            isFirst = false;
            writer.Line($"// {member.Member}: {member.Kind.Comment}.");
            writer.Line(member.Kind.WriteLine(member));
        }
    }

    private static void WriteDerived(SourceWriter writer, FeaturedDataset plan)
    {
        writer.Line("/// <summary>The features that methods compute, each once per row.</summary>");
        using (writer.Block("private readonly struct Derived"))
        {
            foreach (FeatureSpec feature in plan.Features.SelectMany(static f => f.Features))
                writer.Line($"public readonly {feature.Type.FullName} {Literals.Identifier(feature.Method)};");
            writer.Line();
            using (writer.Block("public Derived(in Input input)"))
            {
                foreach (FeaturesSpec features in plan.Features)
                {
                    foreach (FeatureSpec feature in features.Features)
                    {
                        string arguments = string.Join(", ", feature.Arguments.Select(a => a.IsFeature ? Literals.Own(a.Member) : Input(plan, a.Member)));
                        writer.Line($"{Literals.Own(feature.Method)} = {features.Class}.{Literals.Identifier(feature.Method)}({arguments});");
                    }
                }
            }
        }
    }

    // A method takes its parameter at its word.
    private static string Input(FeaturedDataset plan, string member)
    {
        string value = "input." + Literals.Identifier(member);
        return plan.Dataset.Columns.FirstOrDefault(c => c.Member == member) is { } column ? column.Type.Present(value, member) : value;
    }
}
