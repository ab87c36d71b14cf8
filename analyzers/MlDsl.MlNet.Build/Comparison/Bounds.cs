using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;

namespace MlDsl.MlNet.Build.Comparison;

/// <summary>
/// How far each element of a compiled model's outputs may be from another right implementation's: a running error analysis of this very graph on these
/// very rows. Most operators give equal bits for equal inputs. Sums are added in another order, and functions approximated by another
/// polynomial, as <see cref="NewErrors"/> says; what follows carries an error on as far as the operator itself moves when its input does.
/// </summary>
internal sealed class Bounds
{
    private readonly Plan plan;
    private readonly Dictionary<PlanValue, Tensor> values = [];
    private readonly Dictionary<PlanValue, double[]> errors = [];

    private Bounds(Plan plan) => this.plan = plan;

    /// <summary>Follows a model, which must be one that can be compiled.</summary>
    public static Bounds Of(string path, IReadOnlyList<Tensor> given) => Of(Planner.Plan(OnnxReader.Read(File.ReadAllBytes(path))), given);

    /// <summary>Follows a plan.</summary>
    public static Bounds Of(Plan plan, IReadOnlyList<Tensor> given)
    {
        var bounds = new Bounds(plan);
        for (int i = 0; i < given.Count; i++) bounds.values[bounds.plan.Inputs[i]] = given[i];
        foreach (PlanStep step in bounds.plan.Steps) bounds.Follow(step);
        return bounds;
    }

    /// <summary>The bound of each element of an output; null for equal bits.</summary>
    public double[]? Output(int index) => errors.GetValueOrDefault(plan.Outputs[index]);

    /// <summary>What the model gives.</summary>
    public Tensor Value(int index) => plan.Outputs[index].Constant ?? values[plan.Outputs[index]];

    private void Follow(PlanStep step)
    {
        Tensor?[] inputs = [.. step.Inputs.Select(value => value is null ? null : value.Constant ?? values[value])];
        double[]?[] given = [.. step.Inputs.Select(value => value is null ? null : errors.GetValueOrDefault(value))];
        Tensor?[] outputs = Run(step, inputs);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (step.Outputs[i] is not { } value) continue;
            values[value] = outputs[i]!;
            if (!Tensors.IsReal(outputs[i]!)) continue;
            if (NewErrors.Of(step, inputs, given, outputs[i]!) is { } error) errors[value] = error;
            else if (Array.Exists(given, static e => e is not null)) errors[value] = Moved(step, inputs, given, outputs[i]!, i);
        }
    }

    // How far the result moves when each input moves up and down by its error, and the rounding of a result that moved.
    private static double[] Moved(PlanStep step, Tensor?[] inputs, double[]?[] given, Tensor result, int output)
    {
        double[] center = Tensors.Numbers(result), error = [.. center.Select(static y => 2 * NewErrors.Half * Math.Abs(y))];
        for (int input = 0; input < inputs.Length; input++)
        {
            if (given[input] is not { } distance || !Tensors.IsReal(inputs[input]!)) continue;
            double[] up = Shifted(1), down = Shifted(-1);
            for (int i = 0; i < error.Length; i++) error[i] += Math.Max(Math.Abs(up[i] - center[i]), Math.Abs(down[i] - center[i]));

            double[] Shifted(int sign)
            {
                Tensor?[] moved = [.. inputs];
                moved[input] = Tensors.Map(inputs[input]!, (x, i) => x + (sign * distance[i]));
                return Tensors.Numbers(Run(step, moved)[output]!);
            }
        }
        return error;
    }

    private static Tensor?[] Run(PlanStep step, Tensor?[] inputs)
    {
        Tensor?[] outputs = [.. step.Outputs.Select(static value => value?.Make())];
        step.Operator.Run(inputs, outputs);
        return outputs;
    }
}
