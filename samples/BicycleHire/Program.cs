using BicycleHire;
using MlDsl;

(List<Report> reports, List<Hour> hours) = Made.Summer(seed: 7);
Dataset<Report> weather = Dataset<Report>.FromRows(reports);
Dataset<Stand> stands = Dataset<Stand>.FromRows(Made.Stands);

// What is not joined is not read: nobody fits a model on columns that nothing filled.
try
{
    Dataset<Hour>.FromRows(hours).SplitByTime(validation: 0.2, test: 0.2);
}
catch (JoinException problem)
{
    Console.WriteLine(problem.Message);
}

Dataset<Hour> joined = Dataset<Hour>.FromRows(hours).Join(weather).Join(stands);
Split<Hour> split = joined.SplitByTime(validation: 0.2, test: 0.2);
HireModel model = HireModel.Fit(split.Development);
Console.WriteLine($"\n{model.Assess(split.Test)}");
foreach (JoinCount count in joined.JoinCounts()) Console.WriteLine($"{count.Other} by {count.By}: nothing found for {count.Unmatched} of {count.Rows} rows");

// A service holds the same index. Reports reach it as they come; an hour is completed before it is predicted.
var latest = new Reference<Hour, Report>(weather);
var places = new Reference<Hour, Stand>(stands);
DateTimeOffset now = Made.Start.AddHours(Made.Hours);
latest.Add(new Report { Town = "Brill", At = now, Temperature = 24, Rain = 0 });
foreach (int minutes in (int[])[5, 15])
{
    Hour asked = places.Complete(latest.Complete(new Hour { At = now.AddMinutes(minutes), Town = "Brill", Stand = 4 }));
    Console.WriteLine($"{minutes} minutes after the last report, which takes 10 to arrive: {asked.Temperature:F1} degrees are known, {model.Predict(asked.ToInput()):F1} bicycles");
}
