using MlDsl.Generators.Columns;

namespace MlDsl.Generators.DatasetCode;

/// <summary>What learns from the training rows, in any order and any partition.</summary>
internal static class LearnerSection
{
    /// <summary>What <c>Learner</c> implements.</summary>
    public const string Contract = Names.Root + ".IFeatureLearner<Input>";

    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        var encoded = plan.Encoded;
        var learning = encoded.Where(static m => m.Kind.Learner is not null).ToList();
        writer.Line("/// <summary>Learns from rows, in any order and any partition.</summary>");
        using (writer.Block($"public sealed class Learner : {Contract}"))
        {
            foreach (EncodedMember member in learning)
                writer.Line($"private readonly {member.Kind.Learner} {member.Property} = new({Literals.Text(member.Member)}, Encodings.{member.Property});");
            if (learning.Count > 0) writer.Line();
            writer.Line($"bool {Contract}.UsesTarget => {Literals.Flag(learning.Any(static m => m.Kind.UsesTarget))};");
            writer.Line();
            using (writer.Block($"void {Contract}.Add(in Input input, float target, int fold)"))
            {
                if (plan.Features.Count > 0) writer.Line("var derived = new Derived(in input);");
                foreach (EncodedMember member in learning) writer.Line(member.Kind.AddLine(member));
            }
            writer.Line();
            using (writer.Block($"void {Contract}.Merge({Contract} other)"))
            {
                if (learning.Count > 0) writer.Line("var learner = (Learner)other;");
                foreach (EncodedMember member in learning) writer.Line($"{member.Own}.Merge(learner.{member.Property});");
            }
            writer.Line();
            LearnedSection.WriteNew(writer, $"{LearnedSection.Contract} {Contract}.Finish({Names.Root}.FoldFilter folds)", encoded, static m => m.Kind.Finish(m));
        }
    }
}
