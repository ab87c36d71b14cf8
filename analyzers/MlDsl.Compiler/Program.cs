using MlDsl.Compiler;
using MlDsl.Compiler.Costs;
using MlDsl.Kernels;

if (args is not [var model, var name, var plan, var weights, var manifest, var asked, var runtime, var trees] || BackendQuestion.Parse(asked, runtime) is not { } question || !Enum.TryParse(trees, out TreePacking packing) || !Enum.IsDefined(packing))
{
    Console.Error.WriteLine("Usage: MlDsl.Compiler MODEL NAME PLAN WEIGHTS MANIFEST auto|compiled|runtime present|absent Fast|Compact|Leaves16|Leaves8: reads a model file that the project calls NAME, chooses what runs it where ONNX Runtime is present or absent, packs its trees, and writes its plan and weights, and the manifest of one that is not ONNX");
    return 2;
}
return Files.Write(model, name, plan, weights, manifest, question, packing);
