using System.Globalization;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>
/// Binds MlDsl's own predictions to a model that MlDsl exported: what the model itself says of a row, a class by the threshold that it was
/// exported with, a number with its interval.
/// </summary>
internal static class ExportedPredictions
{
    private const string Binary = "global::MlDsl.BinaryPrediction", Class = "global::MlDsl.ClassPrediction<", Probability = "global::MlDsl.Probability",
        Interval = "global::MlDsl.Interval<float>";

    /// <summary>Where each part of the prediction comes from; null where the type is no prediction, or the file no export that tells its outputs.</summary>
    public static List<BoundMember>? Bind(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        if (record.Type == Interval) return OfNumber(record, manifest, report);
        bool isBinary = record.Type is Binary or Probability;
        if (!isBinary && !record.Type.StartsWith(Class, StringComparison.Ordinal)) return null;
        if (ExportedOutput.Read(manifest) is not { } outputs) return null;
        var classes = ExportedOutput.Classes(manifest);
        string? problem = Wrong(isBinary, classes, manifest);
        List<BoundMember>? bound = problem is not null ? null : isBinary ? OfTwo(record, outputs, classes, manifest, out problem) : OfSeveral(record, outputs, classes, manifest, out problem);
        if (bound is not null) return bound;
        report(new(OnnxRules.Names, ProblemPlace.Output, null, $"'{record.Name}' does not fit '{manifest.Model}': {problem}"));
        return [];
    }

    private static List<BoundMember>? OfNumber(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        if (ExportedOutput.Read(manifest) is not { } outputs) return null;
        var bound = new List<BoundMember>();
        foreach (MemberSpec member in record.Members)
        {
            string gives = member.Name switch { "Value" => "prediction", "Low" => "prediction.low", _ => "prediction.high" };
            int output = Find(manifest, outputs, o => o.Gives == gives);
            if (output < 0)
            {
                report(new(OnnxRules.Names, ProblemPlace.Output, null, $"'{record.Name}' does not fit '{manifest.Model}': the model has no intervals; bind 'float', or export a model marked [Intervals]"));
                return [];
            }
            bound.Add(new BoundMember(member, output, 1, 1));
        }
        return bound;
    }

    private static string? Wrong(bool isBinary, EquatableArray<string> classes, Manifest manifest)
    {
        if (classes.Count == 0) return "the model predicts a number and no class; bind 'float'";
        bool isOfTwo = Threshold(manifest) is not null && classes.Count == 2;
        if (isBinary == isOfTwo) return null;
        return isBinary
            ? $"the model has {Literals.Whole(classes.Count)} classes and no positive one; bind ClassPrediction<…> of the label's type"
            : "the model has two classes and a threshold between them; bind BinaryPrediction";
    }

    private static List<BoundMember>? OfTwo(RecordSpec record, IReadOnlyList<ExportedOutput> outputs, EquatableArray<string> classes, Manifest manifest, out string? problem)
    {
        problem = null;
        // All classes beside each other, or the positive one's own output.
        var (all, offset) = Find(manifest, outputs, static o => o.Gives == "probabilities") is >= 0 and int matrix
            ? (matrix, 1)
            : (Find(manifest, outputs, o => o.Gives == "probability" && o.Class == classes[1]), 0);
        bool isCalibrated = manifest.MetadataOf("mldsl.calibration") is not null;
        if (all < 0) problem = $"the file has no output with the probability of '{classes[1]}'; export the model again";
        BoundMember Part(MemberSpec member, OutputFormula formula) =>
            new(member with { Offset = offset }, all, offset + 1, 1) { Formula = formula, Threshold = Threshold(manifest) ?? "" };

        var bound = new List<BoundMember>();
        foreach (MemberSpec member in record.Members)
        {
            int scores = Find(manifest, outputs, static o => o.Gives == "scores");
            switch (member.Name)
            {
                case "Label": bound.Add(Part(member, OutputFormula.AtThreshold)); break;
                case "Score" when scores >= 0: bound.Add(new BoundMember(member, scores, 1, 1)); break;
                case "Score" when isCalibrated: problem ??= "the probabilities are calibrated, so that they do not tell the score; export the model with Scores"; break;
                case "Score" when offset == 1: bound.Add(Part(member, OutputFormula.LogOdds)); break;
                case "Score": problem ??= "the file gives no score; export the model with Scores, or without SplitProbabilities"; break;
                default: bound.Add(Part(member, OutputFormula.AsIs)); break;
            }
        }
        return problem is null ? bound : null;
    }

    private static List<BoundMember>? OfSeveral(RecordSpec record, IReadOnlyList<ExportedOutput> outputs, EquatableArray<string> classes, Manifest manifest, out string? problem)
    {
        int label = Find(manifest, outputs, static o => o.Gives == "label"), all = Find(manifest, outputs, static o => o.Gives == "probabilities");
        // All classes beside each other, or each one's own output.
        int[] each = all >= 0 ? [all] : [.. classes.Select(c => Find(manifest, outputs, o => o.Gives == "probability" && o.Class == c))];
        MemberSpec? of = record.Members.FirstOrDefault(static m => m.Name == "Label"), probability = record.Members.FirstOrDefault(static m => m.Name == "Probability");
        problem = label < 0 || of is null || probability is null ? "the file does not tell the label; export the model again"
            : Array.IndexOf(each, -1) is >= 0 and int absent ? $"the file has no output with the probability of '{classes[absent]}'; export the model again"
            : LabelProblem(of, classes, manifest.Outputs[label]);
        if (problem is not null) return null;
        bool isWhole = manifest.Outputs[label].Type.Element != ElementTypes.Text;
        return
        [
            // By name: the enum may have members that no training row had.
            new BoundMember(of!.IsEnum ? of with { EnumMembers = classes } : of, label, 1, 1) { Formula = isWhole && !of.IsEnum ? OutputFormula.Narrowed : OutputFormula.AsIs },
            all >= 0
                ? new BoundMember(probability! with { Form = MemberForm.Memory }, all, classes.Count, classes.Count) { Formula = OutputFormula.Largest }
                : new BoundMember(probability!, each[0], 1, 1) { Formula = OutputFormula.LargestOf, Others = each.Skip(1).ToEquatable() },
        ];
    }

    private static string? LabelProblem(MemberSpec label, EquatableArray<string> classes, OnnxValue output)
    {
        string type = label.Type.Replace("global::", "");
        if (label.IsEnum)
        {
            return classes.FirstOrDefault(c => !label.EnumMembers.Contains(c)) is { } stranger
                ? $"it names the class '{stranger}', which '{type}' does not have; {Nearest.Hint(stranger, label.EnumMembers)}"
                : null;
        }
        bool isWhole = output.Type.Element != ElementTypes.Text;
        bool fits = isWhole ? label.Element is "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" : label.Element == "string";
        return fits ? null : $"its labels are {(isWhole ? "whole numbers" : "texts")}, and '{type}' is neither that nor an enum of the classes {string.Join(", ", classes.Take(8))}";
    }

    /// <summary>The probability from which a row is positive, as a literal; null where the file tells none.</summary>
    private static string? Threshold(Manifest manifest) =>
        float.TryParse(manifest.MetadataOf("mldsl.threshold"), NumberStyles.Float, CultureInfo.InvariantCulture, out float threshold) && threshold is >= 0 and <= 1
            ? Literals.Single(threshold.ToString("G9", CultureInfo.InvariantCulture))
            : null;

    private static int Find(Manifest manifest, IReadOnlyList<ExportedOutput> outputs, Func<ExportedOutput, bool> isMeant) =>
        outputs.FirstOrDefault(isMeant) is { } meant ? manifest.Outputs.ToList().FindIndex(o => o.Name == meant.Name) : -1;
}
