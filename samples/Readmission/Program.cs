using MlDsl;
using Readmission;

Dataset<Stay> stays = Dataset<Stay>.FromRows(Stays.Make(patients: 4000));

// Stays have a group and a time: a random split does not compile.
Split<Stay> byPatient = stays.SplitByGroup(validation: 0.2, test: 0.2, seed: 3);
Console.WriteLine("By patient: will it do for people it has not seen?");
Show(byPatient);

Split<Stay> byTime = stays.SplitByTime(validation: 0.2, test: 0.2, embargo: TimeSpan.FromDays(30));
Console.WriteLine($"\nBy time, 30 days apart ({byTime.Embargoed} stays between): will it do next month?");
Show(byTime);

Console.WriteLine("\nEach window predicted from what came before");
Console.WriteLine(ReadmissionModel.CrossValidate(byTime.Development.RollingOrigin(folds: 3, horizon: 0.15, embargo: TimeSpan.FromDays(30))));

static void Show(Split<Stay> split)
{
    ReadmissionModel candidate = ReadmissionModel.Fit(split.Train).WithBestThreshold(split.Validation);
    ReadmissionModel model = ReadmissionModel.Fit(split.Development).WithThreshold(candidate.Threshold);
    Console.WriteLine(model.Assess(split.Test));
}
