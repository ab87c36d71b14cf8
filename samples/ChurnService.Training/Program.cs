using ChurnService;
using MlDsl;

// The team that trains hands two files over: the model in MlDsl's own form, and the same as ONNX.
if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: ChurnService.Training FOLDER, where the models go");
    return 2;
}
Split<Customer> split = Dataset<Customer>.FromRows(Customers.Make(4_000, seed: 1)).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
ChurnModel candidate = ChurnModel.Fit(split.Train).WithBestThreshold(split.Validation);
ChurnModel model = ChurnModel.Fit(split.Development).WithThreshold(candidate.Threshold);
Console.WriteLine(model.Assess(split.Test));

Directory.CreateDirectory(folder);
model.Save(Path.Combine(folder, "churn.mldsl"));
model.ExportOnnx(Path.Combine(folder, "churn.onnx"));
return 0;
