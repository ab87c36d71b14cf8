using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Mechanical ways to put a leak or a mismatch into a program.</summary>
internal static class Mutators
{
    private static readonly string[] Evaluators = ["Evaluate(", "Report(", "Score(", "Quality(", "EvaluateNonCalibrated("];

    public static IEnumerable<Mutant> All(MlProgram program) =>
        [.. Sides(program), .. Labels(program), .. Names(program), .. Numbers(program), .. Chains(program), .. Files(program), .. Insertions.All(program), .. RowTypes.All(program)];

    private static IEnumerable<Mutant> Sides(MlProgram program)
    {
        bool oneScore = program.Calls("Evaluate").Count() == 1;
        foreach (MemberAccessExpressionSyntax side in program.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            if (side.Parent is MemberAccessExpressionSyntax || side.Ancestors().OfType<LocalFunctionStatementSyntax>().Any() && side.Parent is not ArgumentSyntax) continue;
            bool scored = side.Ancestors().OfType<InvocationExpressionSyntax>().Any(static c => MlProgram.NameOf(c) is "Transform" or "TrainTestSplit");
            var name = side.Name.Identifier.ValueText;
            // Both halves of the held-out rows are unseen: mistaken for each other, the test set stops the training.
            if (IsHeldOut(program, side))
            {
                yield return new(program, "stop and test by the same rows", "MLD1601", side.Name.Span, name == "TrainSet" ? "TestSet" : "TrainSet", Trains);
                continue;
            }
            if (name == "TrainSet" && !scored)
            {
                yield return new(program, "fit the test side", "MLD1102", side.Name.Span, "TestSet", static l => l.Contains("Fit(", StringComparison.Ordinal) || l.Contains("Train(", StringComparison.Ordinal) || l.Contains("CrossValidate(", StringComparison.Ordinal));
                if (Whole(program) is { } whole && oneScore && side.Ancestors().OfType<InvocationExpressionSyntax>().Any(static c => MlProgram.NameOf(c) is "Fit"))
                    yield return new(program, "fit everything", "MLD1101", side.Span, whole, Evaluates);
            }
            bool validation = side.Ancestors().OfType<InvocationExpressionSyntax>().Any(static c => MlProgram.NameOf(c) == "Fit");
            if (name == "TestSet" && !validation && oneScore)
                yield return new(program, "score the training side", "MLD1101", side.Name.Span, "TrainSet", Evaluates);
            if (name == "TestSet" && validation && program.Root.ToString().Contains("outer.TestSet", StringComparison.Ordinal))
                yield return new(program, "stop by the test side", "MLD1601", side.Span, "outer.TestSet");
        }
    }

    private static bool Trains(string line) => line.Contains(".Trainers.", StringComparison.Ordinal);

    private static bool IsHeldOut(MlProgram program, MemberAccessExpressionSyntax side) => program.Calls("TrainTestSplit").Any(c =>
        c.ArgumentList.Arguments[0].ToString().EndsWith(".TestSet", StringComparison.Ordinal)
        && c.Parent?.Parent is VariableDeclaratorSyntax split && split.Identifier.ValueText == side.Expression.ToString());

    private static bool Evaluates(string line) => Evaluators.Any(e => line.Contains(e, StringComparison.Ordinal));

    private static string? Whole(MlProgram program) =>
        program.Calls("TrainTestSplit").FirstOrDefault()?.ArgumentList.Arguments[0].Expression is IdentifierNameSyntax name ? name.Identifier.ValueText : null;

    private static IEnumerable<Mutant> Labels(MlProgram program)
    {
        if (program.Label is not { } label) yield break;
        foreach (InvocationExpressionSyntax concatenate in program.Calls("Concatenate"))
        {
            var arguments = concatenate.ArgumentList.Arguments;
            if (arguments[0].ToString() != "\"Features\"") continue;
            foreach (string leak in program.Source.Contains("MapValueToKey(\"Label\"", StringComparison.Ordinal) ? new[] { label, "Label" } : [label])
            {
                if (arguments is [_, { Expression: IdentifierNameSyntax list }])
                {
                    var elements = program.Root.DescendantNodes().OfType<VariableDeclaratorSyntax>().First(v => v.Identifier.ValueText == list.Identifier.ValueText)
                        .DescendantNodes().OfType<CollectionExpressionSyntax>().First();
                    yield return new(program, "list the label", "MLD1201", new TextSpan(elements.CloseBracketToken.SpanStart, 0), $", \"{leak}\"");
                }
                else
                {
                    yield return new(program, "append the label", "MLD1201", new TextSpan(arguments.Span.End, 0), $", \"{leak}\"");
                    yield return new(program, "put the label first", "MLD1201", new TextSpan(arguments[1].SpanStart, 0), $"\"{leak}\", ");
                    yield return new(program, "scale the label into the features", "MLD1201", new TextSpan(concatenate.SpanStart, 0), $"{program.Context}.Transforms.CopyColumns(\"Extra\", \"{leak}\")\n    .Append(", static l => l.Contains("Extra", StringComparison.Ordinal)) { Close = (arguments.Span.End, ", \"Extra\")") };
                }
            }
        }
    }

    private static IEnumerable<Mutant> Names(MlProgram program)
    {
        foreach (InvocationExpressionSyntax call in program.Calls("Concatenate", "OneHotEncoding", "FeaturizeText", "MapValueToKey", "ConvertType", "NormalizeMinMax", "NormalizeMeanVariance", "ReplaceMissingValues", "Hash", "OneHotHashEncoding"))
        {
            var arguments = call.ArgumentList.Arguments;
            for (int i = 0; i < arguments.Count; i++)
            {
                bool input = MlProgram.NameOf(call) is "Concatenate" ? i > 0 : i == 1 || arguments.Count == 1;
                if (!input || arguments[i].NameColon is { Name.Identifier.ValueText: not "inputColumnName" } || NameIn(arguments[i].Expression) is not { } name) continue;
                yield return new(program, "misspell an input", "MLD1001", arguments[i].Expression.Span, $"\"{name}_\"");
            }
            if (MlProgram.NameOf(call) == "Concatenate" && arguments.Count > 1 && NameIn(arguments[1].Expression) is not null)
                yield return new(program, "concatenate twice", "MLD1002", new TextSpan(arguments.Span.End, 0), ", " + arguments[1].Expression);
        }
        foreach (InvocationExpressionSyntax evaluate in program.Calls("Evaluate"))
        {
            ArgumentSyntax? label = evaluate.ArgumentList.Arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "labelColumnName");
            // Nothing is known of the base class's pipeline, or of a model from a file.
            bool known = program.Label is not null && evaluate.Expression.ToString() is not ("Ml.Regression.Evaluate")
                && !evaluate.Ancestors().OfType<MethodDeclarationSyntax>().Any(static m => m.ToString().Contains("Model.Load(", StringComparison.Ordinal));
            if (!known) continue;
            if (label is not null) yield return new(program, "evaluate another label", "MLD1006", label.Expression.Span, "\"Other\"");
            else if (evaluate.ArgumentList.Arguments.Count == 1) yield return new(program, "evaluate another label", "MLD1006", new TextSpan(evaluate.ArgumentList.Span.End - 1, 0), ", \"Other\"", Evaluates);
        }
    }

    private static string? NameIn(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } name => name.ArgumentList.Arguments[0].ToString().Split('.')[^1],
        _ => null,
    };

    private static IEnumerable<Mutant> Numbers(MlProgram program)
    {
        foreach (InvocationExpressionSyntax split in program.Calls("TrainTestSplit"))
        {
            foreach (ArgumentSyntax argument in split.ArgumentList.Arguments)
            {
                if (argument.Expression is LiteralExpressionSyntax { Token.Value: double })
                    yield return new(program, "hold most rows out", "MLD1105", argument.Expression.Span, "0.8");
                if (argument.NameColon?.Name.Identifier.ValueText == "samplingKeyColumnName")
                {
                    int start = argument.SpanStart - 2;
                    yield return new(program, "drop the sampling key", "MLD1401", TextSpan.FromBounds(start, argument.Span.End), "");
                    yield return new(program, "sample by the label", "MLD1105", argument.Expression.Span, $"\"{program.Label}\"");
                }
            }
            if (program.NumberColumn is not { } column || split.ArgumentList.Arguments[0].Expression is not IdentifierNameSyntax rows) continue;
            foreach (string step in new[] { $"NormalizeMinMax(\"{column}\")", $"NormalizeMeanVariance(\"{column}\")", $"NormalizeBinning(\"{column}\")", $"NormalizeRobustScaling(\"{column}\")" })
                yield return new(program, "prepare before the split", "MLD1501", rows.Span, $"{program.Context}.Transforms.{step}.Fit({rows}).Transform({rows})");
        }
    }

    private static IEnumerable<Mutant> Chains(MlProgram program)
    {
        foreach (InvocationExpressionSyntax trainer in program.Calls("SdcaLogisticRegression", "LbfgsLogisticRegression"))
        {
            var name = ((MemberAccessExpressionSyntax)trainer.Expression).Name;
            foreach (string other in new[] { "LinearSvm", "AveragedPerceptron", "SdcaNonCalibrated", "SgdNonCalibrated", "FastForest" })
                yield return new(program, "take an uncalibrated trainer", "MLD1007", name.Span, other, Evaluates);
        }
        foreach (InvocationExpressionSyntax map in program.Calls("MapKeyToValue"))
            if (map.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax append } whole && program.Source.Contains("string PredictedLabel", StringComparison.Ordinal) && program.Source.Contains("CreatePredictionEngine", StringComparison.Ordinal))
                yield return new(program, "leave the key unmapped", "MLD1014", TextSpan.FromBounds(append.Expression.Span.End, whole.Span.End), "", static l => l.Contains("string PredictedLabel", StringComparison.Ordinal));
        foreach (InvocationExpressionSyntax save in program.Calls("Save"))
        {
            var arguments = save.ArgumentList.Arguments;
            if (arguments.Count != 3) continue;
            yield return new(program, "save without a schema", "MLD1015", arguments[1].Span, "null");
            if (arguments[0].Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } append)
                yield return new(program, "save without the preparation", "MLD4002", append.Span, append.ArgumentList.Arguments[0].ToString());
        }
        if (program.Label is { } label && program.Source.Contains("Regression.Evaluate", StringComparison.Ordinal) && !program.Source.Contains("ReplaceMissingValues", StringComparison.Ordinal))
        {
            foreach (InvocationExpressionSyntax concatenate in program.Calls("Concatenate"))
                foreach (string step in new[] { "ReplaceMissingValues", "NormalizeMinMax", "NormalizeMeanVariance" })
                    if (!concatenate.ArgumentList.Arguments.Any(static a => a.ToString() == "\"Numbers\"") && concatenate.ArgumentList.Arguments[0].ToString() == "\"Features\"" && program.Calls("Fit").All(static f => f.ArgumentList.Arguments.Count == 1))
                        yield return new(program, "change the label", "MLD1202", new TextSpan(concatenate.SpanStart, 0), $"{program.Context}.Transforms.{step}(\"{label}\").Append(") { Close = (concatenate.Span.End, ")") };
        }
    }

    private static IEnumerable<Mutant> Files(MlProgram program)
    {
        foreach (LiteralExpressionSyntax path in program.Root.DescendantNodes().OfType<LiteralExpressionSyntax>())
            if (path.Token.Value is string text && text.EndsWith("-test.csv", StringComparison.Ordinal))
                yield return new(program, "load one file twice", "MLD1103", path.Span, $"\"{text.Replace("-test", "-train", StringComparison.Ordinal)}\"");
        foreach (IdentifierNameSyntax path in program.Root.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (path.Identifier.ValueText == "testPath") yield return new(program, "load one path twice", "MLD1103", path.Span, "trainPath");
    }
}
