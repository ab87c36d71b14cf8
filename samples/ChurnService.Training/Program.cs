using ChurnService;
using MlDsl;

// The team that trains hands three files over: the model in MlDsl's own form, the same as ONNX, and rows with what it says of them.
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
// Made-up customers with what the model says of them, for the tests of whoever runs it.
model.WriteGolden(Path.Combine(folder, "churn.jsonl"), Customers.Make(40, seed: 3).Select(static c => c.ToInput()));
return 0;
