using SentimentService;

ModelInput[] reviews = Reviews.Make(500, seed: 2);
_ = SentimentModel.Predict(reviews[0]);
double start = Measurement.SinceStart();
int positive = reviews.Count(static review => SentimentModel.Predict(review).IsPositive);
double nanoseconds = Measurement.Nanoseconds(reviews, static review => SentimentModel.Predict(review));
Console.WriteLine(FormattableString.Invariant($"before: positive={positive} predict_ns={nanoseconds:0} first_ms={start:0} folder_mb={Measurement.Megabytes():0.0}"));
