using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.DatasetCode;

/// <summary>Prints the members of a data set without anything behind them.</summary>
internal static class DatasetStubEmitter
{
    private const string Json = "global::System.Text.Json";

    public static string Emit(DatasetStub stub)
    {
        var writer = new SourceWriter();
        using (stub.Type.OpenStub(writer, Interfaces(stub)))
        {
            if (stub.IsRow) WriteRow(writer, stub);
            if (stub.Existing is { } existing && stub.Declares("From")) writer.Line($"internal static {stub.Type.Identifier} From({existing} source) => {stub.Type.Throw};");
            foreach (string window in stub.Windows) writer.Line($"public float? {window} => {stub.Type.Throw};");
            if (stub.IsRow && stub.Declares("ToInput") && stub.Declares("Input")) writer.Line($"public Input ToInput() => {stub.Type.Throw};");
            if (stub.Declares("Input"))
                using (writer.Block("public struct Input"))
                    foreach (StubMember member in stub.Inputs) writer.Line($"public {member.Type} {Literals.Identifier(member.Name)} {{ get; set; }}");
            if (stub.Declares("Learned")) WriteLearned(writer, stub);
            if (stub.Declares("Learner")) WriteLearner(writer, stub);
        }
        return writer.ToString();
    }

    private static IEnumerable<string> Interfaces(DatasetStub stub)
    {
        if (!stub.IsRow) yield break;
        string self = stub.Type.Identifier;
        yield return DatasetEmitter.FeatureRow(self);
        foreach (string label in stub.Labels) yield return $"{Names.Root}.ILabeledRow<{self}, {label}>";
        if (stub.Windows.Count > 0) yield return $"{Names.Root}.IWindowedRow<{self}>";
        foreach (string other in stub.Others) yield return JoinSection.Contract(self, other);
        if (Interactions(stub) is { } interactions)
        {
            yield return interactions;
            yield return $"{Names.Root}.IInteractionRows";
        }
        yield return DatasetEmitter.Marker(stub.IsGrouped, stub.IsTimed);
    }

    private static string? Interactions(DatasetStub stub) =>
        stub.Interacting.Count == 2 ? $"{Names.Root}.IInteractionRow<{stub.Type.Identifier}, {stub.Interacting[0]}, {stub.Interacting[1]}>" : null;

    private static void WriteRow(SourceWriter writer, DatasetStub stub)
    {
        string self = stub.Type.Identifier, row = $"{Names.Root}.IRow<{self}>", feature = DatasetEmitter.FeatureRow(self), throws = stub.Type.Throw;
        writer.Line($"{(stub.Declares("Schema") ? $"public static {Names.Root}.DatasetSchema " : $"static {Names.Root}.DatasetSchema {row}.")}Schema => {throws};");
        writer.Line($"static {self} {row}.Read(ref {Names.Root}.FieldReader fields) => {throws};");
        writer.Line($"static void {row}.Hash({self} row, ref {Names.Root}.RowHash hash) => {throws};");
        foreach (string label in stub.Labels) writer.Line($"static {label} {Names.Root}.ILabeledRow<{self}, {label}>.LabelOf({self} row) => {throws};");
        if (Interactions(stub) is { } interactions)
        {
            writer.Line($"static {stub.Interacting[0]} {interactions}.UserOf({self} row) => {throws};");
            writer.Line($"static {stub.Interacting[1]} {interactions}.ItemOf({self} row) => {throws};");
        }
        foreach (string other in stub.Others) writer.Line($"static {JoinSection.Plan(self, other)} {JoinSection.Contract(self, other)}.Joins => {throws};");
        writer.Line($"static Input {feature}.InputOf({self} row) => {throws};");
        writer.Line($"static Input {feature}.WithColumn(in Input input, in Input donor, int column) => {throws};");
        if (stub.Declares("WriteFeatures"))
            writer.Line($"public static void WriteFeatures<TSink>(in Input input, Learned learned, ref TSink sink) where TSink : struct, {Names.Root}.IFeatureSink => {throws};");
        writer.Line($"static void {feature}.WriteFeatures<TSink>(in Input input, {LearnedSection.Contract} map, ref TSink sink) => {throws};");
        writer.Line($"static {LearnerSection.Contract} {feature}.NewLearner() => {throws};");
        writer.Line($"static {LearnedSection.Contract} {feature}.MapOf({Names.Root}.FeaturePlan plan) => {throws};");
        writer.Line($"static {LearnedSection.Contract} {feature}.ReadMap({Json}.JsonElement json) => {throws};");
    }

    private static void WriteLearned(SourceWriter writer, DatasetStub stub)
    {
        string contract = LearnedSection.Contract, throws = stub.Type.Throw;
        using (writer.Block(stub.IsRow ? $"public sealed class Learned : {contract}" : "public sealed class Learned"))
        {
            if (!stub.IsRow) return;
            writer.Line($"{Names.Root}.FeaturePlan {contract}.ToPlan() => {throws};");
            writer.Line($"void {contract}.Write(in Input input, ref {Names.Columns}.SparseSink sink) => {throws};");
        }
    }

    private static void WriteLearner(SourceWriter writer, DatasetStub stub)
    {
        string contract = LearnerSection.Contract, throws = stub.Type.Throw;
        using (writer.Block(stub.IsRow ? $"public sealed class Learner : {contract}" : "public sealed class Learner"))
        {
            if (!stub.IsRow) return;
            writer.Line($"bool {contract}.UsesTarget => {throws};");
            writer.Line($"void {contract}.Add(in Input input, float target, int fold) => {throws};");
            writer.Line($"void {contract}.Merge({contract} other) => {throws};");
            writer.Line($"{LearnedSection.Contract} {contract}.Finish({Names.Root}.FoldFilter folds) => {throws};");
        }
    }
}
