using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>What learns from the training rows, in any order and any partition.</summary>
internal static class LearnerSection
{
    public static void Write(SourceWriter writer, DatasetPlan plan)
    {
        var encoded = plan.Encoded;
        var learning = encoded.Where(static m => m.Kind.Learner is not null).ToList();
        string contract = $"{Names.Root}.ILearner<Learner, Input, Learned>";
        writer.Line("/// <summary>Learns from rows, in any order and any partition.</summary>");
        using (writer.Block($"public sealed class Learner : {contract}"))
        {
            foreach (EncodedMember member in learning)
                writer.Line($"private readonly {member.Kind.Learner} {member.Property} = new({Literals.Text(member.Member)}, Encodings.{member.Property});");
            if (learning.Count > 0) writer.Line();
            writer.Line($"static bool {contract}.UsesTarget => {Literals.Flag(learning.Any(static m => m.Kind.UsesTarget))};");
            writer.Line();
            writer.Line($"static Learner {contract}.Create() => new();");
            writer.Line();
            using (writer.Block($"void {contract}.Add(in Input input, float target, int fold)"))
            {
                if (plan.Features.Count > 0) writer.Line("var derived = new Derived(in input);");
                foreach (EncodedMember member in learning) writer.Line(member.Kind.AddLine(member));
            }
            writer.Line();
            using (writer.Block($"void {contract}.Merge(Learner other)"))
                foreach (EncodedMember member in learning) writer.Line($"{member.Own}.Merge(other.{member.Property});");
            writer.Line();
            WriteFinish(writer, encoded, contract);
        }
    }

    private static void WriteFinish(SourceWriter writer, IReadOnlyList<EncodedMember> encoded, string contract)
    {
        using (writer.Block($"Learned {contract}.Finish({Names.Root}.FoldFilter folds)"))
        {
            writer.Line("int position = 0;");
            using (writer.Block("return new Learned", "};"))
                foreach (EncodedMember member in encoded) writer.Line($"{member.Property} = {member.Kind.Finish(member)},");
        }
    }
}
