using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Random recurrent networks give what ONNX Runtime's give.</summary>
public sealed class RecurrentTests
{
    private static readonly string[] Functions = ["Affine", "Relu", "LeakyRelu", "ThresholdedRelu", "Tanh", "ScaledTanh", "Sigmoid", "HardSigmoid", "Elu", "Softsign", "Softplus"];

    [Theory]
    [InlineData("RNN", 7)]
    [InlineData("RNN", 14)]
    [InlineData("GRU", 7)]
    [InlineData("GRU", 14)]
    [InlineData("LSTM", 7)]
    [InlineData("LSTM", 14)]
    [InlineData("LSTM", 22)]
    public void NetworksAgree(string name, int version)
    {
        NodeTrial.Repeat(name.Length + version, (random, r) =>
        {
            int hidden = r.Next(1, 9), gates = Gates(name), perDirection = gates == 1 ? 1 : gates - 1;
            string direction = RandomTensors.Pick(r, "forward", "reverse", "bidirectional");
            int directions = direction == "bidirectional" ? 2 : 1;
            NodeTrial trial = new NodeTrial(name, version).With("hidden_size", (long)hidden).With("direction", direction);
            if (r.Next(3) == 0) trial.With("clip", 0.5f + r.NextSingle());
            if (r.Next(2) == 0)
            {
                string[] functions = [.. Enumerable.Range(0, perDirection * directions).Select(_ => RandomTensors.Pick(r, Functions))];
                trial.With("activations", functions);
                if (r.Next(3) > 0) trial.With("activation_alpha", Parameters(r, r.Next(1, functions.Length + 1)));
                if (r.Next(3) > 0) trial.With("activation_beta", Parameters(r, r.Next(1, functions.Length + 1)));
            }
            if (name == "GRU" && r.Next(2) == 0) trial.With("linear_before_reset", 1L);
            if (name == "LSTM" && r.Next(3) == 0) trial.With("input_forget", 1L);
            return trial.Agrees(Inputs(random, name, directions, hidden, isComplete: false), outputs: r.Next(1, name == "LSTM" ? 4 : 3), relative: 1e-4, absolute: 2e-5);
        });
    }

    [Theory]
    [InlineData("RNN")]
    [InlineData("GRU")]
    [InlineData("LSTM")]
    public void SequencesOneAfterAnotherGiveTheSame(string name)
    {
        var random = new RandomTensors(5);
        Tensor?[] inputs = Inputs(random, name, 2, 4, isComplete: true);
        OnnxSetting both = OnnxSetting.Of("direction", "bidirectional"), batchFirst = OnnxSetting.Of("layout", 1L);
        int outputs = name == "LSTM" ? 3 : 2;
        Tensor[] expected = OperatorOracle.Run("", name, 14, [both], inputs, outputs);
        int[] states = [0, 5, 6];
        Tensor?[] turned = [.. inputs.Select((input, i) => states.Contains(i) && input is not null ? Turn(input, 1, 0, 2) : input)];
        Tensor[] found = OperatorOracle.Run("", name, 14, [both, batchFirst], turned, outputs);
        Assert.Equal(((Tensor<float>)Turn(expected[0], 2, 0, 1, 3)).Values.ToArray(), ((Tensor<float>)found[0]).Values.ToArray());
        for (int i = 1; i < outputs; i++) Assert.Equal(((Tensor<float>)Turn(expected[i], 1, 0, 2)).Values.ToArray(), ((Tensor<float>)found[i]).Values.ToArray());
    }

    // ONNX Runtime has these networks in single precision only.
    [Theory]
    [InlineData("RNN", "Double", 1e-5)]
    [InlineData("GRU", "Double", 1e-5)]
    [InlineData("LSTM", "Double", 1e-5)]
    [InlineData("RNN", "Half", 3e-3)]
    [InlineData("GRU", "Half", 3e-3)]
    [InlineData("LSTM", "Half", 3e-3)]
    public void OtherElementsGiveWhatSinglePrecisionGives(string name, string type, double tolerance)
    {
        var random = new RandomTensors(6);
        Tensor?[] inputs = Inputs(random, name, 2, 4, isComplete: true);
        OnnxSetting both = OnnxSetting.Of("direction", "bidirectional");
        int outputs = name == "LSTM" ? 3 : 2;
        Tensor?[] others = [.. inputs.Select(input => input is Tensor<float> floats ? Like(floats, type) : input)];
        Tensor[] expected = OperatorOracle.Run("", name, 14, [both], inputs, outputs), found = OperatorOracle.Run("", name, 14, [both], others, outputs);
        for (int o = 0; o < outputs; o++)
        {
            double[] got = found[o] is Tensor<double> doubles ? doubles.Values.ToArray() : [.. ((Tensor<Half>)found[o]).Values.ToArray().Select(static number => (double)number)];
            float[] wanted = ((Tensor<float>)expected[o]).Values.ToArray();
            for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], got[i], tolerance);
        }
    }

    [Fact]
    public void ASequenceWithoutStepsKeepsItsState()
    {
        Tensor<float> x = new([1, 2], 2, 1, 1), w = new([1], 1, 1, 1), r = new([1], 1, 1, 1), first = new([0.25f], 1, 1, 1), y = new(), last = new();
        new RNN<float>().Run(x, w, r, null, new Tensor<int>([0], 1), first, y, last);
        Assert.Equal([0, 0], y.Values.ToArray());
        Assert.Equal([0.25f], last.Values.ToArray());
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    public void ThereMayBeNoStepsAndNoSequences(int steps, int sequences)
    {
        var random = new RandomTensors(7);
        Tensor<float> x = random.Of<float>([steps, sequences, 3], static r => r.NextSingle()), w = random.Of<float>([1, 16, 3], static r => r.NextSingle()), r = random.Of<float>([1, 16, 4], static r => r.NextSingle());
        Tensor<float> first = random.Of<float>([1, sequences, 4], static r => r.NextSingle()), y = new(), last = new(), cell = new();
        new LSTM<float>().Run(x, w, r, null, null, first, first, null, y, last, cell);
        Assert.Equal([steps, 1, sequences, 4], y.Shape.ToArray());
        Assert.Equal(first.Values.ToArray(), last.Values.ToArray());
        Assert.Equal(first.Values.ToArray(), cell.Values.ToArray());
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Tensor<float> x = new(new float[12], 3, 2, 2), w = new(new float[4], 1, 2, 2), flat = new(new float[4], 2, 2);
        static NodeTrial Rnn() => new("RNN", 14);
        void Says(string part, NodeTrial trial, params Tensor?[] inputs) => Assert.Contains(part, trial.Refusal(inputs), StringComparison.Ordinal);
        Says("'direction' is 'up'", Rnn().With("direction", "up"), x, w, w);
        Says("'clip' is -1", Rnn().With("clip", -1f), x, w, w);
        Says("'layout' is 2", Rnn().With("layout", 2L), x, w, w);
        Says("'hidden_size' is -1", Rnn().With("hidden_size", -1L), x, w, w);
        Says("'hidden_size' is 3; the recurrent weights [1, 2, 2] have 2", Rnn().With("hidden_size", 3L), x, w, w);
        Says("'activations' has 3 functions; 1 are expected", Rnn().With("activations", "Tanh", "Tanh", "Tanh"), x, w, w);
        Says("'activations' has 'Sine'", Rnn().With("activations", ["Sine"]), x, w, w);
        Says("'activations' has '4'", Rnn().With("activations", ["4"]), x, w, w);
        Says("three dimensions each are expected", Rnn(), flat, w, w);
        Says("the shape of the weights is [3, 2, 2]; [1, 2, 2] is expected", Rnn(), x, x, w);
        Says("the shape of the recurrent weights is [3, 2, 2]; [1, 2, 2] is expected", Rnn(), x, w, x);
        Says("the shape of the bias is [2, 2]; [1, 4] is expected", Rnn(), x, w, w, flat);
        Says("the shape of the lengths is [1]; [2] is expected", Rnn(), x, w, w, null, new Tensor<int>([1], 1));
        Says("sequence 1 has the length 4 of 3 steps", Rnn(), x, w, w, null, new Tensor<int>([1, 4], 2));
        Says("the shape of the first state is [2, 2]", Rnn(), x, w, w, null, null, flat);
        Tensor<float> lstm = new(new float[16], 1, 8, 2);
        Says("the shape of the peepholes is [2, 2]; [1, 6] is expected", new NodeTrial("LSTM", 14), x, lstm, lstm, null, null, null, null, flat);
        Says("the shape of the first cell is [2, 2]", new NodeTrial("LSTM", 14), x, lstm, lstm, null, null, null, flat);
    }

    private static int Gates(string name) => name switch { "RNN" => 1, "GRU" => 3, _ => 4 };

    private static float[] Parameters(Random r, int count) => [.. Enumerable.Range(0, count).Select(_ => 0.1f + (0.5f * r.NextSingle()))];

    private static Tensor?[] Inputs(RandomTensors random, string name, int directions, int hidden, bool isComplete)
    {
        Random r = random.Random;
        int times = r.Next(1, 5), batch = r.Next(1, 4), width = r.Next(1, 6), rows = Gates(name) * hidden;
        bool Gives() => isComplete || r.Next(2) == 0;
        Tensor Numbers(params long[] shape) => random.Of<float>(shape, static r => r.NextSingle() - 0.5f);
        List<Tensor?> inputs =
        [
            Numbers(times, batch, width),
            Numbers(directions, rows, width),
            Numbers(directions, rows, hidden),
            Gives() ? Numbers(directions, 2 * rows) : null,
            Gives() ? random.Of([batch], r => r.Next(1, times + 1)) : null,
            Gives() ? Numbers(directions, batch, hidden) : null,
        ];
        if (name == "LSTM") inputs.AddRange([Gives() ? Numbers(directions, batch, hidden) : null, Gives() ? Numbers(directions, 3 * hidden) : null]);
        while (inputs[^1] is null) inputs.RemoveAt(inputs.Count - 1);
        return [.. inputs];
    }

    private static Tensor Turn(Tensor value, params long[] order) => OperatorOracle.Run("", "Transpose", 13, [OnnxSetting.Of("perm", order)], [value])[0];

    private static Tensor Like(Tensor<float> value, string type) =>
        OperatorOracle.Run("", "Cast", 13, [OnnxSetting.Of("to", type == "Double" ? 11L : 10L)], [value])[0];
}
