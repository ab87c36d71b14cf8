using OnnxAdapter;

// One part, then three: the length of the span is the batch.
using SurfaceModel model = SurfaceModel.Load();
using (SurfaceModel.Output one = model.Run(new() { Features = [0.2f, 1.5f] }))
    Console.WriteLine($"one part: {one.ProbabilitiesOf().Best} ({one.ProbabilitiesOf().BestProbability.Value:0.000})");

using (SurfaceModel.Output three = model.Run(new() { Features = [0.2f, 1.5f, 1.2f, 0.1f, 0.4f, 0.2f] }))
    for (int row = 0; row < 3; row++) Console.WriteLine($"part {row}: {three.ProbabilitiesOf(row).Best}");

// The same file, bound to the service's own types.
using SurfaceScorer scorer = SurfaceScorer.Load();
Part[] parts = [new(0.2f, 1.5f), new(1.2f, 0.1f)];
var verdicts = new Verdict[parts.Length];
scorer.Run(parts, verdicts);
for (int i = 0; i < parts.Length; i++) Console.WriteLine($"{parts[i]}: scratch {verdicts[i].Scratch.Value:0.000}");

// And once more without ONNX Runtime: the graph was compiled into this assembly.
using CompiledSurface compiled = CompiledSurface.Load();
compiled.Run(in parts[0], out Verdict verdict);
Console.WriteLine($"compiled: scratch {verdict.Scratch.Value:0.000}");
Console.WriteLine($"a call: {Latency.Nanoseconds(scorer, parts):0} ns by ONNX Runtime, {Latency.Nanoseconds(compiled, parts):0} ns compiled");
