using Microsoft.ML;
using MlDsl.Kernels;
using MlDsl.Onnx;

namespace MlDsl.MlNet;

/// <summary>One call through ML.NET, and the engine that runs it: the model's steps on a row of its own.</summary>
internal sealed class MlNetCall : CompiledCall
{
    private readonly MlNetRuntime runtime;
    private readonly TensorRow row;
    private readonly Tensor[] outputs;
    private readonly int[] items;
    private readonly OutputColumn[] columns;

    private MlNetCall(CompiledModel model, MlNetRuntime runtime, Tensor[] inputs, Tensor[] outputs)
        : base(model, inputs, outputs)
    {
        OnnxSignature signature = runtime.Signature;
        (this.runtime, this.outputs) = (runtime, outputs);
        row = new TensorRow(runtime.InputSchema, Enumerable.Range(0, inputs.Length).ToDictionary(i => signature.Inputs[i].Name, i => inputs[i], StringComparer.Ordinal));
        items = [.. signature.Outputs.Select(static output => output.Shape is [_, var second] ? (int)second.Size : 1)];
        DataViewRow made = runtime.Row(row, signature.Outputs.Select(output => runtime.OutputSchema[output.Name]));
        columns = [.. signature.Outputs.Select((output, i) => OutputColumn.Of(made, output, outputs[i]))];
    }

    public static MlNetCall Of(CompiledModel model, MlNetRuntime runtime) => new(
        model, runtime,
        [.. runtime.Signature.Inputs.Select(static input => ColumnElement.Tensor(input.ElementType))],
        [.. runtime.Signature.Outputs.Select(static output => ColumnElement.Tensor(output.ElementType))]);

    protected override void Execute()
    {
        runtime.Enter();
        try
        {
            for (int i = 0; i < outputs.Length; i++) outputs[i].Resize(Rows, items[i]);
            for (int i = 0; i < Rows; i++)
            {
                row.MoveTo(i);
                foreach (OutputColumn column in columns) column.Write(i);
            }
        }
        finally
        {
            runtime.Exit();
        }
    }
}
