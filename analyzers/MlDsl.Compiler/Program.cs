using MlDsl.Compiler;

if (args is not [var model, var name, var plan, var weights, var manifest])
{
    Console.Error.WriteLine("Usage: MlDsl.Compiler MODEL NAME PLAN WEIGHTS MANIFEST: reads a model file that the project calls NAME, writes its plan and weights, and the manifest of one that is not ONNX");
    return 2;
}
return Files.Write(model, name, plan, weights, manifest);
