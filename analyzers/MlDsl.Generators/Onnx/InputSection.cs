using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>The type that holds the inputs of one call.</summary>
internal static class InputSection
{
    public static void Write(SourceWriter writer, OnnxModelSpec spec)
    {
        writer.Line("/// <summary>The inputs of one call, by reference: nothing is copied before it is needed.</summary>");
        using (writer.Block("public readonly ref struct Input"))
        {
            bool first = true;
            foreach (InputSpec input in spec.Inputs)
            {
                if (!first) writer.Line();
                first = false;
                writer.Line($"/// <summary>{OnnxModelEmitter.Describe(input.Value)}{Hint(input)}.</summary>");
                writer.Line($"public {Required(input)}{Type(input)} {input.Member} {{ get; init; }}");
                if (input.Form != InputForm.Shaped) continue;
                writer.Line();
                writer.Line($"/// <summary>The sizes of <see cref=\"{input.Member}\"/>.</summary>");
                writer.Line($"public required global::System.ReadOnlySpan<long> {input.Member}Shape {{ get; init; }}");
            }
        }
    }

    private static string Required(InputSpec input) => input.Form == InputForm.OptionalValue ? "" : "required ";

    private static string Type(InputSpec input) => input.Form switch
    {
        InputForm.Scalar => input.Element,
        InputForm.Map => input.Dictionary,
        InputForm.Value => $"{OnnxNames.Runtime}.OnnxValue",
        InputForm.OptionalValue => $"{OnnxNames.Runtime}.OnnxValue?",
        _ => $"global::System.ReadOnlySpan<{input.Element}>",
    };

    private static string Hint(InputSpec input) => FormHint(input) + input.Value.Missing switch
    {
        null => "",
        var text when input.IsText => $"; {Literals.Xml(Literals.Text(text))} where a value is missing",
        var number => $"; {number} where a value is missing",
    };

    private static string FormHint(InputSpec input) => input.Form switch
    {
        InputForm.Batched => $"; {Literals.Whole(input.Width)} for each row",
        InputForm.Inferred => $"; the length decides the open dimension",
        InputForm.Shaped => $"; row-major in the shape of <see cref=\"{input.Member}Shape\"/>",
        InputForm.Map => "; its pairs are copied, in any order",
        InputForm.Value => "; the caller keeps it alive during the call and disposes it",
        InputForm.OptionalValue => "; may be left out where the runtime allows it",
        _ => "",
    };
}
