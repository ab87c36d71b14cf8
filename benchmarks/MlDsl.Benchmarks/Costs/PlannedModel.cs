extern alias compiler;

using compiler::MlDsl.Compiler.Onnx;
using compiler::MlDsl.Compiler.Planning;
using compiler::MlDsl.Compiler.Steps;
using MlDsl.Kernels;
using MlDsl.Onnx;

namespace MlDsl.Benchmarks.Costs;

/// <summary>A model file by its plan, call after call as generated code makes them, beside ONNX Runtime on one thread. Inputs are single precision.</summary>
internal sealed class PlannedModel : IDisposable
{
    private readonly Action[] calls;
    private readonly Tensor<float> input, output;
    private readonly OnnxSession session;
    private readonly OnnxBinding binding;

    /// <param name="file">The model, of one input and one output or more.</param>
    /// <param name="shape">The sizes of the input; null where the file fixes them.</param>
    public PlannedModel(byte[] file, long[]? shape = null)
    {
        Plan plan = Planner.Plan(OnnxReader.Read(file));
        if (plan.Obstacles.Count > 0) throw new NotSupportedException(string.Join("; ", plan.Obstacles));
        var tensors = new Dictionary<PlanValue, Tensor>();
        foreach (PlanValue value in plan.Inputs.Concat(plan.Steps.SelectMany(static step => step.Outputs).OfType<PlanValue>())) tensors[value] = value.Make();
        calls = [.. plan.Steps.Select(step => Call(step, tensors))];
        (input, output) = ((Tensor<float>)tensors[plan.Inputs[0]], (Tensor<float>)tensors[plan.Outputs[0]]);
        input.Resize(shape ?? plan.Inputs[0].Sizes ?? throw new NotSupportedException("the input has no fixed sizes"));
        var random = new Random(1);
        foreach (ref float number in input.Values) number = random.NextSingle() - 0.5f;
        session = OnnxSession.Load(file, "peer", new OnnxSessionOptions());
        binding = session.Rent(plan.Inputs[0].Rows is null ? 1 : (int)input.Shape[0]);
    }

    public float Own()
    {
        foreach (Action call in calls) call();
        return output.Values[0];
    }

    public float OnnxRuntime()
    {
        binding.SetInput<float>(0, input.Values);
        binding.Run();
        return binding.Output<float>(0)[0];
    }

    public void Dispose()
    {
        binding.Dispose();
        session.Dispose();
    }

    private static Action Call(PlanStep step, Dictionary<PlanValue, Tensor> tensors)
    {
        Tensor?[] inputs = [.. step.Inputs.Select(value => value is null ? null : value.Constant ?? tensors[value])], outputs = [.. step.Outputs.Select(value => value is null ? null : tensors[value])];
        return () => step.Operator.Run(inputs, outputs);
    }
}
