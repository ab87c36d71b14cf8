using MlDsl.Build;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>How the graph's own inputs and outputs are shown.</summary>
internal static class GraphParser
{
    public static EquatableArray<InputSpec> Inputs(Manifest manifest)
    {
        var members = GraphNames.Members(manifest.Inputs.Select(static i => i.Name), GraphNames.Input);
        string? batch = Shapes.BatchSymbol(manifest);
        return manifest.Inputs.Select((input, i) => new InputSpec(input, members[i], Form(input.Type, batch))).ToEquatable();
    }

    public static EquatableArray<OutputSpec> Outputs(Manifest manifest, EquatableArray<ClassesSpec> classes, bool isBound, Action<Problem> report)
    {
        var members = GraphNames.Members(manifest.Outputs.Select(static o => o.Name), GraphNames.Output);
        foreach (ClassesSpec named in classes) Check(named, manifest, isBound, report);
        return manifest.Outputs
            .Select((output, i) => new OutputSpec(output, members[i], classes.FirstOrDefault(c => c.Output == output.Name)))
            .ToEquatable();
    }

    /// <summary>Says which members have another name than one would look for: it was taken, or holds no letter.</summary>
    public static void CheckNames(Manifest manifest, Action<Problem> report)
    {
        string[] changes =
        [
            .. GraphNames.Changes([.. manifest.Inputs.Select(static i => i.Name)], GraphNames.Input, isExpected: false).Select(static change => "the input " + change),
            .. GraphNames.Changes([.. manifest.Outputs.Select(static o => o.Name)], GraphNames.Output, isExpected: false).Select(static change => "the output " + change),
        ];
        if (changes.Length > 0)
            report(new(OnnxRules.Renamed, ProblemPlace.Model, null, $"of '{manifest.Model}', {string.Join(", ", changes)}, because the name is taken or has no letter"));
    }

    private static InputForm Form(OnnxType type, string? batch)
    {
        if (type.Kind == OnnxKind.Optional) return InputForm.OptionalValue;
        if (ElementTypes.Dictionary(type) is not null) return InputForm.Map;
        if (type.Kind != OnnxKind.Tensor || ElementTypes.CSharp(type.Element) is null) return InputForm.Value;
        if (type.Rank is null) return InputForm.Shaped;
        if (type.Rank == 0) return InputForm.Scalar;
        if (Shapes.IsFixed(type)) return InputForm.Fixed;

        // A length says nothing about an open dimension beside one of size 0, or about elements that share a byte.
        bool isDivisible = Shapes.Width(type) > 0 && !ElementTypes.IsPacked(type.Element);
        if (isDivisible && Shapes.IsBatched(type, batch)) return InputForm.Batched;
        return isDivisible && Shapes.OpenDimensions(type) == 1 ? InputForm.Inferred : InputForm.Shaped;
    }

    private static void Check(ClassesSpec classes, Manifest manifest, bool isBound, Action<Problem> report)
    {
        if (isBound || classes.Output is null)
        {
            report(new(OnnxRules.Classes, ProblemPlace.Model, null, isBound
                ? $"[Classes<{classes.Name}>] belongs on the member of the output type that takes the scores, because the class is bound to types of yours"
                : $"[Classes<{classes.Name}>] does not say which output it means; write its name in parentheses"));
            return;
        }
        OnnxValue? output = manifest.Outputs.FirstOrDefault(o => o.Name == classes.Output);
        if (output is null)
            report(new(OnnxRules.Names, ProblemPlace.Model, null, $"'{manifest.Model}' has no output '{classes.Output}', which [Classes<{classes.Name}>] names; {Nearest.Hint(classes.Output, manifest.Outputs.Select(static o => o.Name))}"));
        else if (ClassesParser.Problem(classes, output) is { } problem)
            report(new(OnnxRules.Classes, ProblemPlace.Model, null, problem));
    }
}
