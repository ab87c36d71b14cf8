using DeliveryPromise;
using MlDsl;
using MlDsl.Training;

Parcel[] parcels = [.. Parcel.Made(12_000)];
Split<Parcel> hours = Dataset<Parcel>.FromRows(parcels).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
HoursModel model = HoursModel.Fit(hours.Development);
Console.WriteLine(model.Assess(hours.Test));
foreach (float kilometres in (float[])[120, 400])
{
    Interval<float> said = model.Predict(new Parcel.Input { Kilometres = kilometres, Carrier = "van", IsFriday = false });
    Console.WriteLine($"{kilometres} km: {said.Value:F1} hours, nine times of ten {said.Low:F1} to {said.High:F1}");
}

// A call to a customer costs 1, a promise that is broken without one 9: what pays does not depend on the rows where probabilities are right.
Split<Promise> promises = Dataset<Promise>.FromRows(parcels.Select(Promise.Of)).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
PromiseModel calls = PromiseModel.Fit(promises.Development).WithThreshold(ThresholdChooser.OfCosts(falsePositive: 1, falseNegative: 9));
BinaryMetrics metrics = calls.Assess(promises.Test).Metrics;
Console.WriteLine($"\nWhat was said, and how often it happened\n{metrics.ReliabilityTable()}");
Console.WriteLine($"calibration error {metrics.Ece}");
Console.WriteLine($"call from probability {calls.Threshold} on: {metrics.Recall.Value:P0} of the broken promises are told before, {metrics.Precision.Value:P0} of the calls were needed");
