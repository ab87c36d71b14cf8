using MlDsl.Compiler;

if (args is not [var model, var name, var plan, var weights])
{
    Console.Error.WriteLine("Usage: MlDsl.Compiler MODEL NAME PLAN WEIGHTS: reads a model file that the project calls NAME, writes its plan and its weights");
    return 2;
}
return Files.Write(model, name.Replace('\\', '/'), plan, weights);
