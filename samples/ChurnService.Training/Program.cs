using ChurnService.Training;

return args switch
{
    [var folder] when folder != "benchmark" => Fit.Into(folder),
    ["benchmark", var file] => Benchmark.Write(file),
    ["benchmark", var file, "--against", var baseline] => Benchmark.Compare(file, baseline),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: FOLDER                                fits the model, holds it against its gates and writes it there
               benchmark FILE [--against BASELINE]   measures predictions into FILE, and compares them with what another build measured on this machine
        """);
    return 2;
}
