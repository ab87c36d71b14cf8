using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Compiler.Steps;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Runs a whole model by its plan, call after call, as generated code would.</summary>
internal sealed class PlanRunner
{
    private readonly Plan plan;
    private readonly Dictionary<PlanValue, Tensor> tensors = [];

    /// <summary>Plans a model, which must be one that can be compiled.</summary>
    public PlanRunner(byte[] file)
    {
        plan = Planner.Plan(OnnxReader.Read(file));
        Assert.Empty(plan.Obstacles);
        foreach (PlanValue value in plan.Inputs.Concat(plan.Steps.SelectMany(static step => step.Outputs).OfType<PlanValue>())) tensors[value] = value.Make();
    }

    public Tensor<T> Input<T>(int index) => (Tensor<T>)tensors[plan.Inputs[index]];

    public Tensor<T> Output<T>(int index) => (Tensor<T>)tensors[plan.Outputs[index]];

    /// <summary>Runs the model on inputs in the file's order.</summary>
    public Tensor[] Run(params Tensor[] inputs)
    {
        for (int i = 0; i < inputs.Length; i++) tensors[plan.Inputs[i]] = inputs[i];
        Run();
        return [.. plan.Outputs.Select(output => tensors[output])];
    }

    public void Run()
    {
        foreach (PlanStep step in plan.Steps)
            step.Operator.Run([.. step.Inputs.Select(value => value is null ? null : value.Constant ?? tensors[value])], [.. step.Outputs.Select(value => value is null ? null : tensors[value])]);
    }
}
