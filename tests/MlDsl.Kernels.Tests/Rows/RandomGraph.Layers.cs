using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Rows;

// Small dense layers behind all columns. No trees follow: what is rounded otherwise may fall on the other side of a threshold.
internal sealed partial class RandomGraph
{
    private bool hasLayers;

    private string RandomLayers(string at, ref int width)
    {
        (hasLayers, IsRounded) = (true, true);
        at = Node("", "Clip", [at, Scalar(-4f), Scalar(4f)]);
        for (int layers = random.Next(1, 4); layers > 0; layers--)
        {
            // Fewer than four sums of more than 64 numbers take less time over tensors, and stay there.
            int outputs = random.Next(3) == 0 ? random.Next(width > 64 ? 4 : 1, 5) : random.Next(5, 70);
            at = Activation(random.Next(2) == 0 ? Gemm(at, width, outputs) : Product(at, width, outputs));
            width = outputs;
        }
        return width > 1 && random.Next(3) == 0 ? Node("", "Softmax", [at], OnnxSetting.Of("axis", -1L)) : at;
    }

    // Weights whose sums are about as large as what they are of.
    private string Matrix(int inputs, int outputs, bool isTransposed)
    {
        string name = Name();
        builder.Constant<float>(name, [.. Weights(inputs * outputs).Select(weight => weight / MathF.Sqrt(inputs))], isTransposed ? [outputs, inputs] : [inputs, outputs]);
        return name;
    }

    private string Gemm(string at, int inputs, int outputs)
    {
        bool isTransposed = random.Next(2) == 0;
        List<string> given = [at, Matrix(inputs, outputs, isTransposed)];
        switch (random.Next(4))
        {
            case 0: break;
            case 1: given.Add(Scalar(0.25f)); break;
            case 2: given.Add(Constant(Weights(outputs))); break;
            default:
                given.Add(Name());
                builder.Constant<float>(given[2], Weights(outputs), 1, outputs);
                break;
        }
        return Node("", "Gemm", given, OnnxSetting.Of("transB", isTransposed ? 1L : 0));
    }

    private string Product(string at, int inputs, int outputs)
    {
        string sums = Node("", "MatMul", [at, Matrix(inputs, outputs, false)]);
        return random.Next(4) == 0 ? sums : Node("", "Add", random.Next(2) == 0 ? [sums, Constant(Weights(outputs))] : [Constant(Weights(outputs)), sums]);
    }

    private string Activation(string at) => random.Next(5) switch
    {
        0 => at,
        1 => Node("", "Relu", [at]),
        2 => Node("", "Sigmoid", [at]),
        3 => Node("", "Tanh", [at]),
        _ => Node("", "LeakyRelu", [at], OnnxSetting.Of("alpha", 0.1f)),
    };
}
